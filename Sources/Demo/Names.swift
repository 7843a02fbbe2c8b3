/// Names as one meets them in a waiting room of New England, by where families came from. Nobody in particular is
/// meant.
struct Names: Sendable {
  let weight: Int
  let women: [String]
  let men: [String]
  let families: [String]
  /// What is spoken at home, and how many of a hundred prefer it to English.
  var language = "en"
  var preferIt = 0.0
  /// Family name of the father and of the mother, side by side.
  var isDouble = false
}

extension Names {
  static let all =
    [anglo, latin, black, chinese, indian, brazilian, italian, slavic, vietnamese, haitian, arabic]
    + [korean, jewish, westAfrican, eastAfrican, greek, japanese, armenian]

  private static func split(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { String($0.replacing("_", with: " ")) }
  }

  static let anglo = Names(
    weight: 280,
    women: split(
      """
      Abigail Alice Amy Ann Barbara Beth Brenda Carol Caroline Catherine Charlotte Christine Claire Deborah Diane
      Donna Eleanor Elizabeth Ellen Emily Emma Erin Eve Fiona Frances Grace Hannah Heather Helen Jane Janet Jean
      Jennifer Joan Julia Karen Kate Kathleen Kelly Kimberly Laura Linda Lisa Lucy Margaret Martha Mary Maureen Megan
      Molly Nancy Nora Olivia Pamela Patricia Phoebe Rachel Rebecca Rose Ruth Sandra Sarah Sharon Siobhán Stephanie
      Susan Teresa Virginia Wendy Zoe
      """),
    men: split(
      """
      Adam Alan Alexander Andrew Arthur Benjamin Brendan Brian Charles Christopher Connor Daniel David Declan Dennis
      Donald Douglas Edward Eric Evan Frank Gary George Gerald Gregory Harold Henry Ian Jack Jacob James Jason Jeffrey
      John Jonathan Joseph Keith Kenneth Kevin Larry Liam Lucas Mark Matthew Michael Nathan Neil Nicholas Noah Oliver
      Owen Patrick Paul Peter Philip Ralph Raymond Richard Robert Roger Ronald Samuel Scott Sean Stephen Steven Theodore
      Thomas Timothy Walter William
      """),
    families: split(
      """
      Adams Allen Anderson Bailey Baker Barnes Bennett Brennan Brooks Burke Callahan Campbell Carter Clark Clarke Collins
      Cook Cooper Cunningham Davis Doherty Donovan Edwards Ellis Evans Fisher Fitzgerald Foley Foster Gallagher Gray
      Hall Harris Hayes Hughes Jenkins Johnson Johnston Jonson Kelley Kelly Kennedy Lewis Lynch MacDonald Marshall
      McCarthy McDonald McGrath Miller Mitchell Moore Morgan Morris Murphy Murray Nelson O'Brien O'Connor O'Donnell
      O'Neill O'Sullivan Parker Peterson Phillips Quinn Reed Reilly Roberts Rogers Ross Russell Ryan Scott Shaw Sheehan
      Smith Smyth Stewart Sullivan Sweeney Taylor Thompson Tobin Turner Walker Walsh Ward Watson Webb White Wilson Wood
      Wright Young
      """))

  static let latin = Names(
    weight: 180,
    women: split(
      """
      Alejandra Ana Andrea Beatriz Camila Carmen Carolina Claudia Cristina Daniela Elena Esperanza Fernanda Gabriela
      Gloria Guadalupe Inés Isabel Juana Lucía Luz Marisol María Mercedes Mónica Natalia Paola Patricia Pilar Rosa
      Sofía Teresa Valentina Verónica Ximena Yolanda
      """),
    men: split(
      """
      Alejandro Álvaro Andrés Ángel Carlos César Diego Eduardo Emilio Enrique Esteban Felipe Fernando Francisco Gabriel
      Gustavo Héctor Hugo Javier Jesús Joaquín Jorge José Juan Julio Luis Manuel Marcos Mateo Miguel Óscar Pablo Pedro
      Rafael Ramón Raúl Ricardo Roberto Rubén Santiago Sergio Tomás
      """),
    families: split(
      """
      Acosta Aguilar Álvarez Ávila Benítez Cabrera Calderón Castillo Castro Cruz Delgado Díaz Domínguez Espinoza
      Fernández Figueroa Flores Fuentes García Gómez González Guerrero Gutiérrez Hernández Herrera Jiménez López
      Maldonado Marte Martínez Medina Méndez Mendoza Morales Moreno Muñoz Navarro Núñez Ortega Ortiz Peña Pérez
      Polanco Quiñones Ramírez Ramos Reyes Ríos Rivera Rodríguez Rojas Romero Rosario Ruiz Salazar Sánchez Santana
      Santos Soto Suárez Torres Valdez Vargas Vásquez Vega Velázquez
      """),
    language: "es", preferIt: 34, isDouble: true)

  static let black = Names(
    weight: 95,
    women: split(
      """
      Aaliyah Alicia Angela Bernice Bianca Brianna Ciara Danielle Denise Ebony Gwendolyn Imani Jada Jasmine Kayla Keisha
      Kiara Latoya Loretta Maya Monique Nia Raven Renee Shanice Simone Tamika Tanya Tiana Vivian Yvonne
      """),
    men: split(
      """
      Andre Antoine Calvin Cedric Clarence Curtis Darius Darnell DeShawn Dwayne Elijah Isaiah Jalen Jamal Jerome Kareem
      Lamar Leroy Malik Marcus Marvin Maurice Otis Reginald Terrence Trevon Tyrone Vernon Xavier
      """),
    families: split(
      """
      Alexander Banks Booker Brown Bryant Coleman Daniels Dixon Freeman Gaines Grant Green Hampton Harper Henderson
      Howard Jackson James Jefferson Jones King Lawson Mack Mosley Parks Payne Perkins Randolph Richardson Robinson
      Sanders Simmons Sims Thomas Washington Watkins Wiggins Williams
      """))

  static let chinese = Names(
    weight: 60,
    women: split(
      "Fang Hui Jia Jing Lan Lei Li-Hua Lin Mei Min Qing Shu-Fen Xia Xiaoling Xin Yan Ying Yu-Chen Yue Zhen"),
    men: split(
      "Bo Chen Feng Guang Hao Hong Jian Jun Kai Lei Ming Peng Qiang Tao Wei Wen-Hsiung Yang Yong Zhi Zhong"),
    families: split(
      "Chan Chang Chen Cheng Chiu Deng Feng Gao Guo Han He Hu Huang Lau Leung Li Liang Lin Liu Lu Ma Ng Pan Shen Sun Tang Wang Wong Wu Xie Xu Yang Yu Zhang Zhao Zheng Zhou Zhu"
    ),
    language: "zh", preferIt: 38)

  static let indian = Names(
    weight: 60,
    women: split(
      "Aditi Anjali Ananya Asha Deepa Divya Gita Indira Isha Jaya Kavita Lakshmi Lata Meera Neha Nisha Padma Pooja Priya Radha Rani Rekha Rupa Sangeeta Shreya Sita Sunita Usha"
    ),
    men: split(
      "Aarav Ajay Amit Anil Arjun Ashok Deepak Gopal Hari Karthik Krishna Manoj Mohan Nikhil Pradeep Rahul Rajesh Rakesh Ramesh Ravi Rohan Sanjay Suresh Venkat Vijay Vikram"
    ),
    families: split(
      "Agarwal Banerjee Bhatt Chandrasekaran Chatterjee Chopra Das Desai Gandhi Gupta Iyer Jain Joshi Kapoor Kaur Khan Krishnamurthy Kumar Mehta Menon Mukherjee Nair Naidu Patel Pillai Rao Reddy Shah Sharma Singh Srinivasan Subramanian Trivedi Venkatesan Verma"
    ),
    language: "hi", preferIt: 8)

  static let brazilian = Names(
    weight: 60,
    women: split(
      "Adriana Aline Amanda Beatriz Bruna Conceição Débora Fátima Flávia Graça Inês Joana Juliana Larissa Letícia Lúcia Luísa Manuela Márcia Mariana Raquel Rita Silvia Thaís Vitória"
    ),
    men: split(
      "André António Bruno Caio César Davi Diogo Fábio Filipe Gilberto João Joaquim Leonardo Luís Marcelo Mateus Murilo Nuno Otávio Paulo Rodrigo Rui Thiago Vinícius"
    ),
    families: split(
      "Almeida Alves Andrade Araújo Azevedo Barbosa Barros Cabral Cardoso Carvalho Correia Costa Coutinho Cunha da_Rosa da_Silva de_Oliveira de_Souza dos_Santos Esteves Fernandes Ferreira Fonseca Furtado Gomes Gonçalves Lima Lopes Machado Medeiros Mendes Monteiro Moreira Nascimento Nogueira Pacheco Pereira Pinheiro Rezende Ribeiro Rocha Sequeira Tavares Teixeira Vieira"
    ),
    language: "pt", preferIt: 42)
}

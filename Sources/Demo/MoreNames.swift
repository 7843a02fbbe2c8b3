extension Names {
  private static func split(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { String($0.replacing("_", with: " ")) }
  }

  static let italian = Names(
    weight: 45,
    women: split(
      "Angela Anna Antonia Bianca Carla Chiara Concetta Elena Francesca Gina Giulia Lorena Lucia Maria Paola Rosa Sabrina Silvana Teresa Vittoria"
    ),
    men: split(
      "Alessandro Angelo Anthony Antonio Carmine Dominic Enzo Franco Gino Giovanni Joseph Luca Marco Mario Nico Pasquale Rocco Salvatore Vincent Vito"
    ),
    families: split(
      "Amato Barone Bianchi Bruno Cafarelli Caruso Conti Costa D'Amico D'Angelo De_Luca DeMarco Di_Stefano Esposito Ferrara Gallo Gentile Giordano Greco LaRosa Lombardi Mancini Marino Moretti Palermo Pellegrino Ricci Rizzo Romano Russo Santoro Sorrentino Tedesco Vitale"
    ))

  static let slavic = Names(
    weight: 50,
    women: split(
      "Agnieszka Alina Anastasia Anna Barbara Ewa Galina Halina Irina Joanna Katarzyna Ksenia Larisa Ludmila Małgorzata Maria Marina Nadia Natalya Oksana Olena Olga Svetlana Tatiana Valentyna Yulia Zofia"
    ),
    men: split(
      "Aleksander Aleksei Andrzej Artem Boris Bogdan Dmitri Igor Ivan Jan Krzysztof Leonid Łukasz Maksym Marek Mikhail Oleksandr Pavel Piotr Sergei Stanisław Taras Tomasz Viktor Vladimir Wojciech Yuri Zbigniew"
    ),
    families: split(
      "Baranov Bondarenko Dąbrowski Dudek Fedorov Ivanov Jankowski Kaczmarek Kovalenko Kovalchuk Kowalczyk Kowalski Kozlov Kravchenko Krawczyk Kuznetsov Lewandowski Mazur Melnyk Morozov Nowak Orlov Pavlenko Petrov Popov Rudenko Shevchenko Sokolov Szymański Tkachenko Volkov Wiśniewski Wójcik Zając Zieliński"
    ),
    language: "ru", preferIt: 36)

  static let vietnamese = Names(
    weight: 35,
    women: split(
      "Anh Bích Chi Diệu Hà Hạnh Hoa Hồng Hương Kim Lan Linh Loan Mai Ngọc Nhung Phương Quỳnh Thảo Thu Trang Tuyết Vân Yến"
    ),
    men: split(
      "An Bảo Bình Cường Đạt Dũng Đức Hải Hiếu Hoàng Hùng Huy Khang Khoa Long Minh Nam Phúc Quang Quân Sơn Thành Tuấn Việt"
    ),
    families: split(
      "Bùi Đặng Đinh Đỗ Dương Hồ Hoàng Huỳnh Lê Lương Lý Mai Ngô Nguyễn Phạm Phan Tạ Trần Trịnh Trương Võ Vũ"),
    language: "vi", preferIt: 46)

  static let haitian = Names(
    weight: 35,
    women: split(
      "Darline Esther Fabienne Guerda Islande Judeline Ketly Lovely Magalie Marie-Ange Marie-Claire Mirlande Nadège Natacha Rose-Marie Roseline Sabine Widline Yolette"
    ),
    men: split(
      "Emmanuel Evens Fritz Gérard Jacques Jean-Baptiste Jean-Claude Jean-Robert Jocelyn Kervens Lesly Makenson Patrice Pierre-Louis Ricardo Stanley Wilner Wisly"
    ),
    families: split(
      "Alexis Augustin Auguste Baptiste Bien-Aimé Célestin Charles Chéry Desrosiers Dorvil Duvivier Estimé Etienne François Georges Jean Jean-Baptiste Joseph Lafortune Laguerre Louis Michel Mondésir Pierre Saint-Fleur Saint-Louis Toussaint Valcin"
    ),
    language: "ht", preferIt: 40)

  static let arabic = Names(
    weight: 35,
    women: split(
      "Aisha Amal Amina Dina Fatima Hala Hanan Huda Khadija Laila Layla Lina Mariam Maryam Nadia Nour Rania Rasha Salma Samira Sara Yasmin Zainab Zahra"
    ),
    men: split(
      "Abdullah Ahmad Ali Amir Bilal Faisal Hamza Hassan Hussein Ibrahim Jamal Karim Khalid Mahmoud Mohammed Mustafa Nabil Omar Rami Samir Tariq Walid Yousef Ziad"
    ),
    families: split(
      "Abbas Abboud Al-Amin Al-Hashimi Al-Masri Aziz Bakri Chahine Darwish El-Sayed Fakhoury Farah Ghanem Haddad Hamdan Hariri Ibrahim Kassab Khalil Khoury Mansour Mikhael Nassar Nasser Qasim Rahman Saleh Salem Sabbagh Shaheen Tawfik Younes"
    ),
    language: "ar", preferIt: 30)

  static let korean = Names(
    weight: 20,
    women: split(
      "Eun-ji Hana Hye-jin Hyun-ju Ji-woo Ji-yeon Jin-ah Mi-kyung Min-ji Soo-jin Soo-yeon Sun-hee Yoon-ah Young-hee"
    ),
    men: split(
      "Dong-hyun Hyun-woo Jae-won Ji-ho Jin-woo Joon-ho Kyung-soo Min-jun Sang-hoon Seung-min Sung-ho Tae-hyun Young-jae"
    ),
    families: split(
      "Ahn Bae Cho Choi Chung Han Hong Hwang Im Jang Jung Kang Kim Kwon Lee Lim Moon Oh Park Ryu Seo Shin Song Yang Yoo Yoon"
    ),
    language: "ko", preferIt: 34)

  static let jewish = Names(
    weight: 35,
    women: split(
      "Abigail Adina Ariel Chana Debra Dina Esther Hannah Ilana Judith Leah Miriam Naomi Noa Rachel Rebecca Rivka Ruth Sarah Shira Talia Tamar Yael"
    ),
    men: split(
      "Aaron Abraham Ari Avi Barak Benjamin Dan Daniel David Eitan Eli Ezra Gideon Ira Isaac Jacob Joel Jonah Levi Mordechai Moshe Nathan Saul Seth Yosef"
    ),
    families: split(
      "Abramowitz Adler Bernstein Bloom Cohen Diamond Eisenberg Epstein Feldman Fine Friedman Ginsberg Gold Goldberg Goldstein Greenberg Horowitz Kagan Kaplan Katz Klein Levin Levine Levy Lieberman Mizrahi Perlman Rabinowitz Rosen Rosenthal Rubin Schwartz Shapiro Silverman Stein Weiss"
    ))

  static let westAfrican = Names(
    weight: 30,
    women: split(
      "Abena Adaeze Adwoa Ama Amara Chiamaka Chioma Efua Esi Folake Funmilayo Ifeoma Kemi Ngozi Nkechi Ogechi Oluchi Temitope Yaa Yewande"
    ),
    men: split(
      "Adebayo Ayodele Babajide Chidi Chukwuemeka Emeka Femi Ikenna Kofi Kojo Kwabena Kwame Nana Obinna Olumide Oluwaseun Segun Tunde Uche Yaw"
    ),
    families: split(
      "Abiola Acheampong Addo Adebayo Adeyemi Afolabi Agyeman Akande Ansah Appiah Asante Balogun Boateng Chukwu Danso Eze Ibe Mensah Nwachukwu Nwosu Obi Ochieng Oduya Ofori Ogunleye Okafor Okonkwo Okoye Olatunji Osei Owusu Uzoma"
    ))

  static let eastAfrican = Names(
    weight: 20,
    women: split(
      "Almaz Amina Asha Bethlehem Fadumo Fartun Genet Habiba Hamdi Hibo Hirut Hodan Ifrah Ladan Marian Mulu Sahra Selam Tigist Zemzem"
    ),
    men: split(
      "Abdi Abdirahman Abebe Bekele Dawit Farah Getachew Guled Haile Hassan Ismail Kidane Liban Mohamud Samuel Solomon Tesfaye Warsame Yonas Yusuf"
    ),
    families: split(
      "Abdi Abdullahi Ahmed Alemu Ali Assefa Aweis Desta Farah Gebre Gebremariam Girma Hailu Hassan Hersi Jama Kebede Mohamed Mulugeta Negash Nur Omar Osman Tadesse Tekle Warsame Wolde Yusuf"
    ),
    language: "so", preferIt: 44)

  static let greek = Names(
    weight: 15,
    women: split(
      "Anastasia Anna Athena Calliope Despina Eleni Evangelia Georgia Ioanna Katerina Maria Penelope Sophia Stavroula Vasiliki"
    ),
    men: split(
      "Alexandros Christos Constantine Demetrios Elias George Ioannis Kostas Nikolaos Panagiotis Petros Spyros Stavros Theodoros Yannis"
    ),
    families: split(
      "Alexopoulos Angelopoulos Antoniou Christodoulou Demetriou Economou Georgiou Karagiannis Konstantinou Kostopoulos Makris Nikolaidis Papadopoulos Papageorgiou Pappas Stavropoulos Theodorou Vasileiou Zervas"
    ),
    language: "el", preferIt: 18)

  static let japanese = Names(
    weight: 10,
    women: split(
      "Aiko Akemi Chiyo Emi Haruka Hiroko Keiko Kumiko Mariko Michiko Naoko Sachiko Yōko Yui Yuki"),
    men: split(
      "Akira Daichi Haruki Hiroshi Jun Kazuo Kenji Makoto Masao Minoru Naoki Ryō Satoshi Takashi Yūta"),
    families: split(
      "Endō Fujita Fujiwara Gotō Hasegawa Hayashi Itō Katō Kimura Kobayashi Matsumoto Mori Nakamura Ōkubo Ōno Saitō Sasaki Satō Suzuki Takahashi Tanaka Watanabe Yamada Yamamoto Yoshida"
    ),
    language: "ja", preferIt: 30)

  static let armenian = Names(
    weight: 15,
    women: split(
      "Ani Anahit Arpi Gayane Hasmik Karine Lilit Lusine Mariam Nane Narine Shushan Siranush Sona Taline"),
    men: split(
      "Aram Ara Armen Ashot Davit Garen Gevorg Hagop Hovhannes Levon Narek Raffi Sarkis Tigran Vahan"),
    families: split(
      "Abrahamian Aslanian Avakian Bagdasarian Boyajian Davidian Garabedian Ghazarian Grigoryan Hakobyan Harutyunyan Hovsepian Karapetyan Kasparian Manoogian Minasian Nazarian Petrosyan Sahakian Sarkisian Simonian Tashjian Vartanian Yeghiazarian"
    ))
}

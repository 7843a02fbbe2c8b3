import Kernel
import Practice
import Scheduling

struct ProviderLine: Sendable {
  var url: String
  var title: String
  var specialty: String
  var isActive: Bool

  init(_ provider: Provider) {
    url = "/providers/\(provider.id)"
    title = provider.title
    specialty = provider.specialty
    isActive = provider.active
  }
}

/// Who a provider is, as a form.
struct ProviderFormView: Sendable {
  var url: String
  var name: String
  var credentials: String
  var specialty: String
  var npi: String
  var gender: String
  var languages: String
  var staff: String
  var accounts: [Choice] = []
  var keys: FormKeys
  var problems: FormProblems

  init(_ provider: Provider?, keys: FormKeys, problems: FormProblems) {
    url = provider.map { "/providers/\($0.id)" } ?? "/providers"
    name = provider?.name ?? ""
    credentials = provider?.credentials ?? ""
    specialty = provider?.specialty ?? ""
    npi = provider?.npi ?? ""
    gender = provider?.gender?.rawValue ?? ""
    languages = provider?.languages.joined(separator: ", ") ?? ""
    staff = provider?.staff?.rawValue ?? ""
    self.keys = keys
    self.problems = problems
  }

  /// What was typed, after a refusal.
  mutating func fill(from form: Form) {
    (name, credentials, specialty) = (form["name"], form["credentials"], form["specialty"])
    (npi, staff) = (form["npi"], form["staff"])
    (gender, languages) = (form["gender"], form["languages"])
  }
}

func providersPage(_ providers: [ProviderLine], _ form: ProviderFormView) -> Page {
  let list =
    providers.isEmpty
    ? emptyState(.people, "Nobody can be booked yet. Add the first provider below.")
    : table(
      "Providers", head: ["Provider", "Specialty", ""],
      providers.map {
        [
          #"<a href="\#($0.url)">\#($0.title)</a>"#, "\($0.specialty)",
          $0.isActive ? .empty : chip("No longer booked"),
        ]
      })
  return Page(
    "Providers", here: .providers,
    head("Providers") + wrongFields(form.problems.list) + panel("Who is booked") { list }
      + panel("Add a provider") { providerForm(form, "Add") })
}

func providerForm(_ view: ProviderFormView, _ verb: String) -> HTML {
  form(to: view.url, view.keys) {
    fieldset("Name and specialty") {
      field(Field("name", "Name", view.name, error: view.problems["name"], required: true, limit: 120))
        + field(
          Field(
            "credentials", "Letters after the name", view.credentials, hint: "MD, NP, DC",
            error: view.problems["credentials"], limit: 40))
        + field(Field("specialty", "Specialty", view.specialty, error: view.problems["specialty"], limit: 80))
        + field(
          Field(
            "npi", "NPI", view.npi, hint: "Ten digits, if they have one", error: view.problems["npi"],
            limit: 20))
        + select(
          "gender", "Gender",
          [Choice("", "Not told")] + Provider.Gender.allCases.map { Choice($0.rawValue, $0.words) },
          chosen: view.gender, hint: "Some patients ask for it")
        + field(
          Field(
            "languages", "Languages besides English", view.languages, hint: "es, pt, vi",
            error: view.problems["languages"], limit: 200))
        + (view.accounts.isEmpty
          ? .empty
          : select("staff", "Their account", [Choice("", "None")] + view.accounts, chosen: view.staff))
    } + buttons(button(verb, .primary))
  }
}

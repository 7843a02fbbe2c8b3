/// What a column of a patient list can mean.
package enum PatientColumn: String, CaseIterable, Hashable, Sendable {
  case recordNumber, fullName, family, given, middle, prefix, suffix, preferred, former
  case birthDate, sex, sexAtBirth, genderIdentity, pronouns
  case mobile, home, work, phone, email, texts
  case street, street2, city, region, postalCode, country
  case language, interpreter, contactPreference, race, ethnicity, deceased
  case guarantor, guarantorPhone, guarantorRelation
  case emergency, emergencyPhone, emergencyRelation
  case payer, memberID, groupNumber, plan
  case alert, note

  /// The names by which other systems call it, in small letters without anything but letters and digits.
  var names: [String] {
    switch self {
    case .recordNumber:
      [
        "mrn", "medicalrecordnumber", "recordnumber", "recordno", "chart", "chartnumber", "chartno",
        "chartid",
        "patientid", "patientnumber", "patientno", "patnum", "accountnumber", "accountno", "account", "id",
        "externalid", "pid",
      ]
    case .fullName: ["name", "fullname", "patientname", "patient", "patientfullname"]
    case .family:
      ["lastname", "last", "surname", "family", "familyname", "patientlastname", "lname", "namelast"]
    case .given:
      [
        "firstname", "first", "given", "givenname", "givennames", "patientfirstname", "fname", "forename",
        "namefirst",
      ]
    case .middle:
      [
        "middlename", "middle", "middleinitial", "mi", "patientmiddlename", "mname", "middlenames",
        "namemiddle",
      ]
    case .prefix: ["prefix", "title", "salutation", "nameprefix"]
    case .suffix: ["suffix", "namesuffix", "generation"]
    case .preferred: ["preferredname", "preferred", "nickname", "goesby", "callme", "knownas", "chosenname"]
    case .former: ["formername", "maidenname", "previousname", "formerlastname", "birthname", "maiden"]
    case .birthDate: ["dob", "dateofbirth", "birthdate", "birthday", "born", "patientdob", "bday", "birthdt"]
    case .sex: ["sex", "gender", "administrativesex", "legalsex", "patientsex", "patientgender"]
    case .sexAtBirth: ["sexatbirth", "birthsex", "assignedsex", "sexassignedatbirth"]
    case .genderIdentity: ["genderidentity", "identity"]
    case .pronouns: ["pronouns", "pronoun"]
    case .mobile:
      [
        "mobile", "mobilephone", "cell", "cellphone", "phonemobile", "phonecell", "mobilenumber",
        "cellnumber",
        "cellularphone", "patientcellphone", "phone2",
      ]
    case .home:
      [
        "homephone", "phonehome", "hometelephone", "homenumber", "residencephone", "patienthomephone",
        "hmphone",
      ]
    case .work:
      [
        "workphone", "phonework", "businessphone", "officephone", "worknumber", "wkphone", "dayphone",
        "employerphone",
      ]
    case .phone:
      [
        "phone", "telephone", "tel", "phonenumber", "telephonenumber", "primaryphone", "phone1",
        "contactnumber",
        "patientphone", "preferredphone", "mainphone",
      ]
    case .email: ["email", "emailaddress", "mail", "patientemail", "email1", "primaryemail"]
    case .texts:
      [
        "texts", "maytext", "smsconsent", "textconsent", "allowsms", "oktotext", "texting", "sms", "smsok",
        "textok",
      ]
    case .street:
      [
        "address", "street", "address1", "addressline1", "streetaddress", "addr1", "homeaddress", "street1",
        "patientaddress", "mailingaddress", "addressline", "address1line", "residentialaddress",
      ]
    case .street2:
      ["address2", "addressline2", "street2", "apt", "apartment", "unit", "suite", "addr2", "aptsuite"]
    case .city: ["city", "town", "patientcity", "locality", "addresscity", "homecity"]
    case .region:
      ["state", "province", "region", "stateprovince", "patientstate", "addressstate", "county", "homestate"]
    case .postalCode:
      [
        "zip", "zipcode", "postalcode", "postcode", "patientzip", "zippostalcode", "addresszip", "homezip",
        "zip5",
      ]
    case .country: ["country", "countrycode", "nation"]
    case .language: ["language", "preferredlanguage", "primarylanguage", "lang", "spokenlanguage"]
    case .interpreter: ["interpreter", "needsinterpreter", "interpreterneeded", "interpreterrequired"]
    case .contactPreference:
      [
        "contactpreference", "preferredcontact", "preferredcontactmethod", "contactmethod",
        "preferredcommunication",
      ]
    case .race: ["race"]
    case .ethnicity: ["ethnicity", "ethnicgroup"]
    case .deceased: ["deceased", "dateofdeath", "deathdate", "dod", "deceaseddate", "died"]
    case .guarantor:
      ["guarantor", "guarantorname", "responsibleparty", "guarantorfullname", "responsiblepartyname"]
    case .guarantorPhone: ["guarantorphone", "responsiblepartyphone", "guarantortelephone"]
    case .guarantorRelation: ["guarantorrelation", "guarantorrelationship", "relationtoguarantor"]
    case .emergency:
      ["emergencycontact", "emergencycontactname", "emergency", "emergencyname", "contactname", "nextofkin"]
    case .emergencyPhone:
      ["emergencyphone", "emergencycontactphone", "emergencytelephone", "emergencynumber", "contactphone"]
    case .emergencyRelation:
      [
        "emergencyrelation", "emergencycontactrelation", "emergencycontactrelationship",
        "emergencyrelationship",
      ]
    case .payer:
      [
        "payer", "insurance", "insurancename", "primaryinsurance", "insurancecompany", "carrier", "payor",
        "insurancecarrier", "primaryinsurancename", "insurer", "payername", "primarypayer",
      ]
    case .memberID:
      [
        "memberid", "membernumber", "policynumber", "insuranceid", "subscriberid", "policyid", "memberno",
        "policyno",
        "primaryinsuranceid", "insurancenumber", "policy",
      ]
    case .groupNumber: ["groupnumber", "group", "groupno", "groupid", "insurancegroup", "grouppolicynumber"]
    case .plan: ["plan", "planname", "insuranceplan", "planid"]
    case .alert: ["alert", "alerts", "warning", "patientalert"]
    case .note: ["note", "notes", "comment", "comments", "remarks", "memo", "patientnotes"]
    }
  }

  /// The column that a heading or a word on the command line means.
  package static func named(_ text: String) -> PatientColumn? { byName[plain(text)] }

  private static let byName: [String: PatientColumn] = allCases.reduce(into: [:]) { known, column in
    for name in column.names + [plain(column.rawValue)] where known[name] == nil { known[name] = column }
  }
}

/// Small letters and digits only: `Phone (mobile)` becomes `phonemobile`.
func plain(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }))
}

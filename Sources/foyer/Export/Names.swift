import Practice
import Records

// Our words for what FHIR calls by the same names.
typealias KeptPatient = Patient
typealias KeptAddress = Address
typealias KeptPerson = RelatedPerson
typealias KeptObservation = Observation
typealias KeptImmunization = Immunization
typealias KeptEncounter = Encounter
typealias KeptCoverage = Coverage

/// The parts of FHIR R4 that the practice reads and writes, spelled as the standard spells them.
///
/// Only what is used is decoded; the raw bytes of every resource are kept beside, so nothing else is lost.
package enum FHIR {
  /// A resource, decoded as far as its kind is known here.
  package enum Resource: Sendable {
    case patient(Patient)
    case relatedPerson(RelatedPerson)
    case allergy(AllergyIntolerance)
    case observation(Observation)
    case condition(Condition)
    case immunization(Immunization)
    case encounter(Encounter)
    case coverage(Coverage)
    case explanationOfBenefit(ExplanationOfBenefit)
    case practitioner(Practitioner)
    case organization(Organization)
    case location(Location)
    /// A kind that is not decoded; its bytes can be kept.
    case other
  }
}

extension FHIR {
  package struct Coding: Codable, Hashable, Sendable {
    package var system: String?
    package var code: String?
    package var display: String?

    package init(_ system: String?, _ code: String?, _ display: String? = nil) {
      self.system = system
      self.code = code
      self.display = display
    }
  }

  package struct CodeableConcept: Codable, Hashable, Sendable {
    package var coding: [Coding]?
    package var text: String?

    package init(_ coding: [Coding]? = nil, text: String? = nil) {
      self.coding = coding
      self.text = text
    }

    package init(_ system: String, _ code: String, _ display: String? = nil, text: String? = nil) {
      self.init([Coding(system, code, display)], text: text)
    }

    /// What a person would read: the text, else the first coding's display, else its code.
    package var words: String {
      text ?? coding?.lazy.compactMap(\.display).first ?? coding?.lazy.compactMap(\.code).first ?? ""
    }

    /// The code in `system`, if there is one.
    package func code(in system: String) -> String? { coding?.first { $0.system == system }?.code }
    package var firstCode: String? { coding?.lazy.compactMap(\.code).first }
    package func has(_ code: String) -> Bool { coding?.contains { $0.code == code } ?? false }
  }

  package struct Period: Codable, Hashable, Sendable {
    package var start: When?
    package var end: When?

    package init(start: When? = nil, end: When? = nil) {
      self.start = start
      self.end = end
    }
  }

  package struct Identifier: Codable, Hashable, Sendable {
    package var use: String?
    package var type: CodeableConcept?
    package var system: String?
    package var value: String?
    package var period: Period?

    package init(
      use: String? = nil, type: CodeableConcept? = nil, system: String?, value: String?
    ) {
      self.use = use
      self.type = type
      self.system = system
      self.value = value
    }
  }

  package struct HumanName: Codable, Hashable, Sendable {
    /// `official`, `usual`, `nickname`, `old`, `maiden`, `temp`, `anonymous`
    package var use: String?
    package var text: String?
    package var family: String?
    package var given: [String]?
    package var prefix: [String]?
    package var suffix: [String]?
    package var period: Period?

    package init(
      use: String? = nil, text: String? = nil, family: String? = nil, given: [String]? = nil,
      prefix: [String]? = nil, suffix: [String]? = nil, period: Period? = nil
    ) {
      self.use = use
      self.text = text
      self.family = family
      self.given = given
      self.prefix = prefix
      self.suffix = suffix
      self.period = period
    }
  }

  package struct ContactPoint: Codable, Hashable, Sendable {
    /// `phone`, `fax`, `email`, `pager`, `url`, `sms`, `other`
    package var system: String?
    package var value: String?
    /// `home`, `work`, `temp`, `old`, `mobile`
    package var use: String?
    package var rank: Int?
    package var period: Period?

    package init(_ system: String, _ value: String, use: String? = nil, rank: Int? = nil) {
      self.system = system
      self.value = value
      self.use = use
      self.rank = rank
    }
  }

  package struct Address: Codable, Hashable, Sendable {
    /// `home`, `work`, `temp`, `old`, `billing`
    package var use: String?
    package var type: String?
    package var text: String?
    package var line: [String]?
    package var city: String?
    package var district: String?
    package var state: String?
    package var postalCode: String?
    package var country: String?
    package var period: Period?

    package init(
      use: String? = nil, text: String? = nil, line: [String]? = nil, city: String? = nil,
      state: String? = nil, postalCode: String? = nil, country: String? = nil, period: Period? = nil
    ) {
      self.use = use
      self.text = text
      self.line = line
      self.city = city
      self.state = state
      self.postalCode = postalCode
      self.country = country
      self.period = period
    }
  }

  package struct Attachment: Codable, Hashable, Sendable {
    package var contentType: String?
    /// Base64, as it stands in the file.
    package var data: String?
    package var url: String?
    package var title: String?

    package init(contentType: String? = nil, data: String? = nil, url: String? = nil, title: String? = nil) {
      self.contentType = contentType
      self.data = data
      self.url = url
      self.title = title
    }
  }

  package struct Extension: Codable, Hashable, Sendable {
    package var url: String
    package var valueString: String?
    package var valueCode: String?
    package var valueBoolean: Bool?
    package var valueCoding: Coding?
    package var valueCodeableConcept: CodeableConcept?
    package var `extension`: [Extension]?

    package init(_ url: String) { self.url = url }
  }

  package struct Meta: Codable, Hashable, Sendable {
    package var profile: [String]?
    package var tag: [Coding]?

    package init(profile: [String]? = nil, tag: [Coding]? = nil) {
      self.profile = profile
      self.tag = tag
    }
  }
}

import ArgumentParser
import Hummingbird
import HummingbirdTLS
@main struct Foyer: AsyncParsableCommand {}

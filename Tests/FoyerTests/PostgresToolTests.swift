import Testing

@testable import foyer

@Suite struct PostgresToolTests {
  @Test(arguments: [
    (
      "postgres://ruth:se%20cret@db:5433/p?sslmode=require", "postgres://ruth@db:5433/p?sslmode=require",
      "se cret"
    ),
    ("postgresql://ruth@db/p", "postgresql://ruth@db/p", nil),
    ("host=db password=secret dbname=p", "host=db dbname=p", "secret"),
    ("password='it\\'s a \\\\' host=db", " host=db", "it's a \\"),
    ("host=/tmp dbname=p", "host=/tmp dbname=p", nil),
  ])
  func `no password is seen in a list of processes`(given: String, shown: String, password: String?) {
    let tool = PostgresTool("pg_dump", at: given)
    #expect(tool.url == shown)
    #expect(tool.password == password)
  }
}

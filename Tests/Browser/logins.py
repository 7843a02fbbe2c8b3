"""The people of the demo practice, by what they do. All have the password that `foyer demo` prints."""

PASSWORD = "paper lantern tide"

LOGINS = {
    role: (login, PASSWORD)
    for role, login in {
        "front_desk": "desk",
        "second_desk": "desk2",
        "biller": "billing",
        "nurse": "nurse",
        "manager": "manager",
        "administrator": "admin",
        "auditor": "auditor",
        "trainee": "trainee",
        "clinician": "okafor",
    }.items()
}

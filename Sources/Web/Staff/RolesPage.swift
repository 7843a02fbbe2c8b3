import Kernel
import Practice

/// Who may do what: the table the whole house goes by.
func rolesPage() -> Page {
  let lines = Permission.allCases.map { permission -> [HTML] in
    ["\(permission.words)"]
      + Role.allCases.map { role in
        role.permissions.contains(permission) ? icon(.done, meaning: "yes") : aside("no")
      }
  }
  return Page(
    "Roles", here: .staff,
    head("Roles", buttons: linkButton("To the staff", to: "/staff", .quiet, icon: .left))
      + "<p>Somebody with several roles may do what any of them may.</p>"
      + table("What each role may do", head: ["May"] + Role.allCases.map(\.words), lines, wide: true))
}

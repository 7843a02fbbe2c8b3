# Shared by the scripts beside it: where the house is, and how it speaks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n== %s\n' "$*"; }

stop() {
  printf 'foyer: %s\n' "$*" >&2
  exit 1
}

# One group of processes that we started, asked to end, then made to.
end_group() {
  local group=$1 left=100
  kill -TERM -- "-$group" 2>/dev/null || return 0
  while kill -0 -- "-$group" 2>/dev/null && ((left-- > 0)); do sleep 0.1; done
  kill -KILL -- "-$group" 2>/dev/null || true
}

import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all that it started have worked, ended children too, in milliseconds; null without /proc. */
export function workedByTree(pid: number): number | null {
  let total = 0
  let seen = false
  const rows = new Map(listProcesses().map((row) => [row.pid, row]))
  for (const row of rows.values()) {
    let at: number | undefined = row.pid
    while (at !== undefined && at !== pid) at = rows.get(at)?.parent
    if (at === undefined) continue
    seen = true
    total += row.worked
  }
  return seen ? total : null
}

/** proc_pid_stat(5): the 4th field is the parent, the 14th to 17th are hundredths of a second; the name may have spaces. */
function listProcesses(): { pid: number; parent: number; worked: number }[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const text = readFileSync(`/proc/${name}/stat`, 'utf8')
          const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
          const hundredths = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
          return [{ pid: Number(name), parent: Number(fields[1]), worked: hundredths * 10 }]
        } catch {
          return [] // ended meanwhile
        }
      })
  } catch {
    return []
  }
}

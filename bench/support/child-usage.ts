import { readdirSync, readFileSync } from 'node:fs'

/** Null where the system does not say (/proc). */
export type ChildUsage = {
  /** The most that any child has held, in bytes */
  memory: number | null
  /** What all of them have worked, in milliseconds: on a shared machine steadier than the clock */
  processor: number | null
}

/** Watches the children of this process from now on. */
export function watchChildren(): { stop(): ChildUsage } {
  let memory: number | null = null
  const worked = new Map<string, { from: number; to: number }>()
  const before = new Set(children())
  const look = (): void => {
    for (const child of children()) {
      const held = heldBy(child)
      if (held !== null) memory = Math.max(memory ?? 0, held)
      const time = workedBy(child)
      if (time === null) continue
      const from = worked.get(child)?.from ?? (before.has(child) ? time : 0)
      worked.set(child, { from, to: time })
    }
  }
  look()
  const timer = setInterval(look, 200)
  return {
    stop() {
      look()
      clearInterval(timer)
      const times = [...worked.values()].map(({ from, to }) => to - from)
      return { memory, processor: times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0) }
    },
  }
}

function children(): string[] {
  try {
    const tasks = readdirSync('/proc/self/task')
    return tasks.flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8')
        .split(' ')
        .filter((id) => id !== ''),
    )
  } catch {
    return []
  }
}

function heldBy(child: string): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${child}/status`))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

/** proc_pid_stat(5): the 14th and 15th field, in hundredths of a second; the name before them may have spaces. */
function workedBy(child: string): number | null {
  const fields = read(`/proc/${child}/stat`).split(') ').at(-1)?.split(' ') ?? []
  const [user, system] = [fields[11], fields[12]]
  return user === undefined || system === undefined ? null : (Number(user) + Number(system)) * 10
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

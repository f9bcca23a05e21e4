import { readdirSync, readFileSync } from 'node:fs'

/** The most memory any child of this process has held so far, in bytes; null where the system does not say (/proc). */
export function peakOfChildren(): { stop(): number | null } {
  let peak: number | null = null
  const look = (): void => {
    for (const child of children()) {
      const held = heldBy(child)
      if (held !== null) peak = Math.max(peak ?? 0, held)
    }
  }
  const timer = setInterval(look, 200)
  return {
    stop() {
      look()
      clearInterval(timer)
      return peak
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
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}

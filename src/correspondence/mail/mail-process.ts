import type { FromMailProcess } from './read-mail-apart.ts'
import { readMail } from './read-mail.ts'

// Runs in a process of its own: a mail made to break its reader breaks nothing else.

process.on('message', (message) => {
  void readMail(message as Uint8Array).then((read) => {
    // A moment does not pass between processes.
    const answer: FromMailProcess = read.ok
      ? { ok: true, value: { ...read.value, date: read.value.date?.toString() ?? null } }
      : read
    process.send?.(answer)
  })
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

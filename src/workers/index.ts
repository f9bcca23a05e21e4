import { chaseTasks, deliverOutbox, lapseCases } from '../cases/index.ts'
import { smtpTransport } from '../correspondence/index.ts'
import type { Installation } from '../installation.ts'

/** Starts what runs without anybody asking: mail, chasers, lapses. */
export async function startWorkers(installation: Installation): Promise<{ stop(): Promise<void> }> {
  const { services, settings } = installation
  const transport = settings.smtpUrl === '' ? null : smtpTransport(settings.smtpUrl)
  const deliver = setInterval(() => void deliverOutbox(services, transport).catch(() => undefined), 5000)
  await chaseTasks(services)
  await lapseCases(services)
  return {
    stop: async () => {
      clearInterval(deliver)
      transport?.close()
    },
  }
}

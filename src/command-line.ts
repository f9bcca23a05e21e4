// The command line, given the installation and the server to run.
import { buildProgram } from './cli/program.ts'
import { reportProblem } from './cli/report-problem.ts'
import { openInstallation, type Installation } from './installation.ts'
import { readSettings } from './kernel/settings.ts'

async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(readSettings(process.env))
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

try {
  // The pages and all they need are loaded only to serve them: other commands answer sooner without.
  const serve = async (options: { demonstration: boolean }) => (await import('./server.ts')).serve(options)
  await buildProgram({ withInstallation, serve }).parseAsync(process.argv)
} catch (error) {
  reportProblem(error)
}

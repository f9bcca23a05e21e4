// Adds to package-lock.json the packages for other machines that npm left out: `npm run lockfile`, after adding or
// removing a package. They carry no checksum, for nothing here can fetch them; this machine's own are as npm wrote them.
import { writeFileSync } from 'node:fs'
import { lockfilePath, missingPackages, readLockfile } from './support/lockfile.ts'

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64']

const lockfile = readLockfile()
for (const { name, version, dev } of missingPackages(lockfile)) {
  const has = (word: string): boolean => name.split(/[-/]/).includes(word)
  const system = systems.find(has)
  const processor = processors.find(has)
  const library = /musl/.test(name) ? 'musl' : system === 'linux' && /gnu/.test(name) ? 'glibc' : undefined
  const entry = {
    version,
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(dev ? { dev } : {}),
    ...(library === undefined ? {} : { libc: [library] }),
    optional: true,
    ...(system === undefined ? {} : { os: [system] }),
  }
  lockfile.packages[`node_modules/${name}`] = entry
  process.stdout.write(`${name} ${version}\n`)
}
const sorted = Object.entries(lockfile.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
lockfile.packages = Object.fromEntries(sorted)
writeFileSync(lockfilePath, `${JSON.stringify(lockfile, null, 2)}\n`)

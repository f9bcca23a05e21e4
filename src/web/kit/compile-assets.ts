import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const sources = join(root, 'assets')
const usualDirectory = join(root, '.cache/assets')
/** A change of any of these changes what the same sources compile to. */
const makers = ['govuk-frontend', '@ministryofjustice/frontend', 'sass', 'esbuild']
const scriptNames = ['main', 'redact']
const aWeek = 7 * 24 * 60 * 60 * 1000

/** Where compiled files lie, and the address of each by its plain name: `main.css`, `main.js`, `redact.js`, `favicon.svg`. */
export type Assets = { directory: string; addresses: Record<string, string> }

/**
 * Compiles Sass and browser TypeScript unless that was done before from the same sources. Several processes may start at
 * once: each builds apart and moves the whole folder into place, so nobody ever reads half of one.
 */
export async function compileAssets(cacheDirectory = usualDirectory): Promise<Assets> {
  const directory = join(cacheDirectory, await hashSources())
  const ready = await readManifest(directory)
  if (ready !== null) return { directory, addresses: ready }

  const building = join(cacheDirectory, `building-${randomUUID()}`)
  await mkdir(building, { recursive: true })
  try {
    const addresses: Record<string, string> = {}
    for (const [name, content] of await compile()) {
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
      const named = `${basename(name, extname(name))}-${hash}${extname(name)}`
      await writeFile(join(building, named), content)
      addresses[name] = `/assets/${named}`
    }
    await writeFile(join(building, 'manifest.json'), JSON.stringify(addresses))
    await rename(building, directory)
    await removeOld(cacheDirectory)
    return { directory, addresses }
  } catch (error) {
    await rm(building, { recursive: true, force: true })
    const others = await readManifest(directory)
    if (others !== null) return { directory, addresses: others }
    throw error
  }
}

async function compile(): Promise<[name: string, content: string | Uint8Array][]> {
  const [sass, esbuild] = await Promise.all([import('sass'), import('esbuild')])
  const styles = sass.compile(join(sources, 'main.scss'), {
    loadPaths: [root, join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
  })
  const scripts = await esbuild.build({
    // The workspace for redaction is the one page with a script worth a file of its own.
    entryPoints: scriptNames.map((name) => join(sources, `browser/${name}.ts`)),
    outdir: sources,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  })
  return [
    ['main.css', styles.css],
    ...scripts.outputFiles.map(({ path, contents }): [string, Uint8Array] => [basename(path), contents]),
    ['favicon.svg', await readFile(join(sources, 'favicon.svg'))],
  ]
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(sources, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const packages = makers.map((name) => join(root, 'node_modules', name, 'package.json'))
  for (const file of [...files.toSorted(), ...packages, import.meta.filename]) {
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function readManifest(directory: string): Promise<Record<string, string> | null> {
  try {
    return JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Record<string, string>
  } catch {
    return null
  }
}

/** Folders of earlier sources are kept a week: a server started before the change may still serve them. */
async function removeOld(cacheDirectory: string): Promise<void> {
  for (const name of await readdir(cacheDirectory)) {
    const folder = join(cacheDirectory, name)
    const age = await stat(folder).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    )
    if (age > aWeek) await rm(folder, { recursive: true, force: true })
  }
}

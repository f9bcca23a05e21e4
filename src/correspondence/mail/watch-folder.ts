import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sha256 } from '../../kernel/ids.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { largestMail } from './raw-mail.ts'

/** `taken` and refusals are final; a thrown fault leaves the file where it is, to be tried again. */
export type FolderVerdict = 'taken' | 'refused' | { refused: string }

export type WatchOptions = {
  pollSeconds: number
  signal: AbortSignal
  /** Told of every fault, so that the caller can log it; `fileName` is null where the folder itself cannot be read. */
  onFault?: (error: unknown, fileName: string | null) => void
}

/**
 * Hands every `*.eml` that comes to rest in a folder to `handle`, then moves it to `done/`, or to `failed/` with the
 * reason in a `.txt` beside it. Resolves when the signal is aborted. Throws ProblemError `directory-unusable`.
 *
 * The file moves only after `handle` resolved: a process killed between leaves it to be handled again, so `handle` must
 * know a message it has had by its SHA-256. That way round nothing is ever lost.
 */
export async function watchFolder(
  directory: string,
  handle: (bytes: Uint8Array, fileName: string) => Promise<FolderVerdict>,
  options: WatchOptions,
): Promise<void> {
  const { signal } = options
  try {
    await mkdir(join(directory, 'done'), { recursive: true })
    await mkdir(join(directory, 'failed'), { recursive: true })
  } catch {
    throw new ProblemError(
      'directory-unusable',
      `The mail folder ${directory} cannot be created or written to.`,
    )
  }
  // A file is at rest when two looks in a row find the same size and time: whoever writes it has finished.
  let seen = new Map<string, string>()
  while (!signal.aborted) {
    const now = new Map<string, string>()
    try {
      const names = (await readdir(directory))
        .filter((name) => /\.eml$/i.test(name) && !name.startsWith('.'))
        .toSorted()
      for (const name of names) {
        if (signal.aborted) return
        const facts = await lstat(join(directory, name)).catch(() => null)
        if (facts === null || !facts.isFile()) continue
        const state = `${facts.size} ${facts.mtimeMs}`
        if (seen.get(name) === state) await settle(directory, name, facts.size, handle, options)
        else now.set(name, state)
      }
    } catch (error) {
      options.onFault?.(error, null)
    }
    seen = now
    await wait(options.pollSeconds * 1000, undefined, { signal }).catch(() => undefined)
  }
}

async function settle(
  directory: string,
  name: string,
  size: number,
  handle: (bytes: Uint8Array, fileName: string) => Promise<FolderVerdict>,
  options: WatchOptions,
): Promise<void> {
  const from = join(directory, name)
  try {
    if (size > largestMail)
      return await moveAside(directory, 'failed', name, 'The mail is larger than 25 MB.')
    const bytes = await readFile(from)
    const verdict = await handle(bytes, name)
    if (verdict === 'taken') return await moveAside(directory, 'done', name)
    await moveAside(
      directory,
      'failed',
      name,
      verdict === 'refused' ? 'The mail was refused.' : verdict.refused,
    )
  } catch (error) {
    options.onFault?.(error, name)
  }
}

async function moveAside(
  directory: string,
  folder: 'done' | 'failed',
  name: string,
  reason?: string,
): Promise<void> {
  const taken = new Set(await readdir(join(directory, folder)))
  const bytes = taken.has(name) ? await readFile(join(directory, name)) : null
  // A later mail of the same name must not overwrite the earlier one, nor must a repeat of the same mail pile up.
  const target = bytes === null ? name : name.replace(/\.eml$/i, `-${sha256(bytes).slice(0, 12)}.eml`)
  if (reason !== undefined) await writeFile(join(directory, folder, `${target}.txt`), `${reason}\n`)
  await rename(join(directory, name), join(directory, folder, target))
}

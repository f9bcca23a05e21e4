import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { unzipSync } from 'fflate'

/** Milliseconds, by the clock and of processor */
export type BareCopy = { time: number; processor: number }

/** DuckDB's bare copy of a CSV to Parquet in `directory`: what an import is held beside. */
export async function copyBare(csv: string, directory: string): Promise<BareCopy> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const began = performance.now()
  const used = process.cpuUsage()
  await connection.run(
    `copy (select * from read_csv('${csv}')) to '${join(directory, 'bare.parquet')}' (format parquet, compression zstd)`,
  )
  const time = performance.now() - began
  const { user, system } = process.cpuUsage(used)
  connection.closeSync()
  instance.closeSync()
  return { time, processor: (user + system) / 1000 }
}

/** The file itself, or where the one in a zip was unpacked to. */
export function unpacked(path: string, directory: string): string {
  if (!path.endsWith('.zip')) return path
  const [entry] = Object.values(unzipSync(readFileSync(path)))
  const csv = join(directory, 'unzipped.csv')
  writeFileSync(csv, entry ?? '')
  return csv
}

export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

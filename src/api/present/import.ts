import type { ImportRecord } from '../../datasets/index.ts'
import { moment, named, nullable, Type } from '../schemas.ts'

export const importSchema = named('DatasetImport', {
  id: Type.String(),
  state: Type.String({
    description:
      '`received`, `working`, `needs-decision`, `ready`, `done`, `failed` or `cancelled`; the last three are final',
  }),
  slug: Type.String({ description: 'Of the dataset, or proposed for it' }),
  title: Type.String(),
  file: Type.Object({ name: Type.String(), sha256: Type.String(), bytes: Type.Integer() }),
  publish: Type.Boolean({ description: 'False: it stops once it is ready' }),
  progress: nullable(
    Type.Object({
      stage: Type.String({
        description: '`reading`, `checking`, `writing`, `comparing`, `screening` or `publishing`',
      }),
      done: Type.Integer(),
      total: Type.Integer({ description: '0 where it cannot be known' }),
      since: moment(),
    }),
  ),
  rows: nullable(Type.Integer({ description: 'Once it is built' })),
  decisions: Type.Array(
    Type.Object({
      kind: Type.String(),
      column: nullable(Type.String()),
      message: Type.String(),
      remedy: Type.String(),
      choices: Type.Array(Type.Object({ value: Type.String(), label: Type.String() })),
    }),
    { description: 'What only a person may decide; send the answers to `/answers`' },
  ),
  drift: Type.Array(Type.String(), { description: 'What changes in the columns' }),
  faults: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: Type.String(),
      row: nullable(Type.Integer()),
      column: nullable(Type.String()),
      count: Type.Integer(),
      message: Type.String(),
      remedy: Type.String(),
    }),
  ),
  findings: Type.Array(
    Type.Object({
      column: Type.String(),
      kind: Type.String(),
      count: Type.Integer(),
      message: Type.String(),
    }),
    { description: 'What the screening saw, while it waits to be published' },
  ),
  problem: nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
  result: nullable(
    Type.Object({
      versionId: Type.String(),
      number: nullable(Type.Integer({ description: 'Null while it waits for a second person' })),
      state: Type.String({ description: '`published`, `waiting`, `refused` or `withdrawn`' }),
      url: nullable(Type.String({ format: 'uri' })),
    }),
  ),
  createdAt: moment(),
  finishedAt: nullable(moment()),
})

export function presentImport(record: ImportRecord, linkTo: (path: string) => string) {
  const { report, built, outcome, problem, progress } = record
  return {
    id: record.id,
    state: record.state,
    slug: record.slug,
    title: record.title,
    file: record.file,
    publish: record.publish,
    progress: progress === null ? null : { ...progress, since: progress.since.toString() },
    rows: built?.rows ?? null,
    decisions: (report?.decisions ?? []).map(({ kind, column, message, remedy, choices }) => ({
      kind,
      column,
      message,
      remedy,
      choices: choices ?? [],
    })),
    drift: report?.drift ?? [],
    faults: (report?.check.faults ?? []).map(({ code, severity, row, column, count, message, remedy }) => ({
      code,
      severity,
      row,
      column,
      count,
      message,
      remedy,
    })),
    findings: (built?.screening.findings ?? []).map(({ column, kind, count, message }) => ({
      column,
      kind,
      count,
      message,
    })),
    problem: problem === null ? null : { code: problem.code, detail: problem.detail },
    result:
      outcome === null
        ? null
        : {
            versionId: outcome.versionId,
            number: outcome.number,
            state: outcome.state,
            url: outcome.number === null ? null : linkTo(`/data/${record.slug}/versions/${outcome.number}`),
          },
    createdAt: record.createdAt.toString(),
    finishedAt: record.finishedAt?.toString() ?? null,
  }
}

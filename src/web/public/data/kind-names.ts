import type { DatasetKind } from '../../../datasets/index.ts'

export const datasetKindNames: Record<DatasetKind, string> = {
  table: 'Table of data',
  external: 'Data kept on another site',
  document: 'Document',
  paper: 'On paper only',
}

import {
  findDataset,
  findVersion,
  listVersionSummaries,
  type Dataset,
  type DatasetVersion,
  type VersionSummary,
} from '../../../datasets/index.ts'
import type { Authority } from '../../../identity/index.ts'
import { today } from '../../../kernel/clock.ts'
import { sha256 } from '../../../kernel/ids.ts'
import { suggestPublished, type Hit } from '../../../search/index.ts'
import type { PublicServices } from '../public-services.ts'

/** What every page of one dataset is made from. */
export type DatasetContext = {
  authority: Authority
  dataset: Dataset
  /** The version that the dataset's own address shows; null where none is published */
  latest: DatasetVersion | null
  /** The newest few, and how many there are */
  versions: VersionSummary[]
  versionCount: number
  /** Published answers about the same thing */
  related: Hit[]
  /** Changes whenever any of these does, and with the day, by which some words are chosen */
  stamp: string
}

type Remembered = { context: DatasetContext; checkedAt: number; writes: number }

/** Read again after so long, in milliseconds, unless this process wrote something meanwhile: then at once. */
const freshFor = 1000
/** Answers are published while a dataset stays as it is; what is related to it may be this old, in milliseconds. */
const relatedFor = 60_000
const mostRemembered = 500
const newestVersions = 5
const relatedAnswers = 5

export type DatasetContexts = {
  /** A dataset that is or was public; null for a draft and for an address that never was one. */
  find(authority: Authority, slug: string): Promise<DatasetContext | null>
  /** A version with a number of that dataset, withdrawn ones included. */
  findVersion(context: DatasetContext, number: number): Promise<DatasetVersion | null>
}

/**
 * Remembers what dataset pages are made from, so that a page asked for again and again costs no query. What another
 * process publishes or withdraws shows within a second; what this one does, at once.
 */
export function createDatasetContexts(services: PublicServices): DatasetContexts {
  const { database, clock } = services
  const { reader } = database
  const remembered = new Map<string, Remembered>()
  const reading = new Map<string, Promise<DatasetContext | null>>()
  const release = services.startedAt.toString()

  const readContext = async (authority: Authority, slug: string): Promise<DatasetContext | null> => {
    const dataset = await findDataset(reader, authority.id, slug)
    if (dataset === null || dataset.state === 'draft') return null
    const { items: versions, total: versionCount } = await listVersionSummaries(reader, dataset.id, {
      pageSize: newestVersions,
    })
    const before = remembered.get(`${authority.id} ${slug}`)
    const related =
      before !== undefined && sameMinute(before.checkedAt) && before.context.dataset.title === dataset.title
        ? before.context.related
        : await findRelated(authority, dataset)
    const latest = await latestOf(dataset, versions, before?.context.latest ?? null)
    const stamp = sha256(JSON.stringify([release, authority, dataset, versions, related, today(clock)]))
    return { authority, dataset, latest, versions, versionCount, related, stamp }
  }
  /** What is published never changes but by being withdrawn, so that it need not be read again. */
  const latestOf = async (
    { id, latestVersion }: Dataset,
    versions: VersionSummary[],
    known: DatasetVersion | null,
  ): Promise<DatasetVersion | null> => {
    if (latestVersion === null) return null
    const listed = versions.find(({ number }) => number === latestVersion)
    if (known?.datasetId === id && known.number === latestVersion && listed?.state === 'published')
      return known
    const read = await findVersion(reader, id, latestVersion)
    return read?.state === 'published' ? read : null
  }
  const sameMinute = (moment: number) =>
    Math.floor(moment / relatedFor) === Math.floor(clock.now().epochMilliseconds / relatedFor)
  const findRelated = async (authority: Authority, { title, description }: Dataset): Promise<Hit[]> => {
    const about = `${title}\n${title}\n${description}`
    const hits = await suggestPublished(reader, authority.id, about, relatedAnswers * 2)
    return hits.filter(({ type }) => type === 'answer').slice(0, relatedAnswers)
  }

  return {
    async find(authority, slug) {
      if (slug.length > 100 || !/^[a-z0-9-]+$/.test(slug)) return null
      const key = `${authority.id} ${slug}`
      const now = clock.now().epochMilliseconds
      const known = remembered.get(key)
      if (
        known !== undefined &&
        known.writes === database.writes() &&
        now - known.checkedAt < freshFor &&
        known.context.authority === authority
      )
        return known.context
      const writes = database.writes()
      const turn = `${key} ${writes}`
      const begun = reading.get(turn)
      if (begun !== undefined) return begun
      const promise = readContext(authority, slug)
      reading.set(turn, promise)
      try {
        const context = await promise
        remembered.delete(key)
        if (context !== null) remembered.set(key, { context, checkedAt: now, writes })
        const [oldest] = remembered.keys()
        if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
        return context
      } finally {
        reading.delete(turn)
      }
    },
    async findVersion({ dataset, latest }, number) {
      if (latest?.number === number) return latest
      return findVersion(reader, dataset.id, number)
    },
  }
}

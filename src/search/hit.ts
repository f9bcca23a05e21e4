export const hitTypes = ['answer', 'dataset', 'register', 'scheme', 'page'] as const
export type HitType = (typeof hitTypes)[number]
export const hitTypeNames: Record<HitType, string> = {
  answer: 'Published answer',
  dataset: 'Dataset',
  register: 'Register',
  scheme: 'Publication scheme',
  page: 'Page',
}

/** The sentence that matched; `highlights` are `[start, end)` offsets into `text`, in order. */
export type MatchingSentence = { text: string; highlights: [number, number][] }

export type Hit = {
  type: HitType
  title: string
  /** `/disclosure-log/REQ04543`, or the item's own address */
  path: string
  date: Temporal.PlainDate | null
  sentence: MatchingSentence
}
/** `total` can be paged through; `capped` where more match. `types` counts what was found before the type filter. */
export type HitPage = {
  items: Hit[]
  total: number
  page: number
  pageSize: number
  capped: boolean
  types: { type: HitType; count: number }[]
}
export type SearchInput = { q: string; types?: readonly string[]; page?: number; pageSize?: number }

/** For staff: another case that may be the same request again. */
export type SimilarCase = {
  caseId: string
  reference: string
  title: string
  regime: string
  stage: string
  outcome: string | null
  receivedOn: Temporal.PlainDate
  answeredOn: Temporal.PlainDate | null
  sameRequester: boolean
  /** Received within the window in which costs may be taken together */
  inAggregationWindow: boolean
  /** 0 to 1: how much of what is distinctive in the text is in the case; 0 where only the requester is the same */
  likeness: number
  sentence: MatchingSentence
}

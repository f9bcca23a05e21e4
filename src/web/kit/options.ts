import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
} from 'fastify'
import type { RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Clock } from '../../kernel/clock.ts'
import type { RateGroup, Rates } from './limits.ts'

/** The application every page and route is added to: Fastify with TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export type Link = { text: string; href: string }

/** What a page shows of the authority it belongs to. `colour` is `#rrggbb`. */
export type PageAuthority = {
  name: string
  serviceName: string
  colour: string
  /** Where the council's name in the header leads; the service's home when absent. */
  homeUrl?: string
  /** Replaces the standard footer links. */
  footerLinks?: Link[]
  contact?: { email?: string; telephone?: string; post?: string }
}

/** `places` is the navigation that this person's roles let them use. */
export type PageStaff = { name: string; role?: string; places?: Link[]; sessionEndsAt?: Temporal.Instant }

/** One message at the head of a page, after an act. */
export type Banner = { kind: 'success' | 'notice' | 'warning'; text: string; detail?: string; link?: Link }

/** What a request brings to every page. Worked out without waiting: load sessions in an `onRequest` hook. */
export type PageContext = { authority: PageAuthority; staff: PageStaff | null; banner?: Banner | null }

export type KitOptions = {
  /** Where people reach the service; decides HSTS, absolute links and which origin may send forms. */
  publicUrl: URL
  context: (request: FastifyRequest) => PageContext
  /** The secret of the signed-in session, to which form tokens are tied; null for an anonymous reader. */
  sessionSecret?: (request: FastifyRequest) => string | null
  /** Signs anonymous form tokens; the same on every process that serves one address. Random when absent. */
  formKey?: string
  /** Staff who are not signed in are sent here, with `?return=`, instead of shown a refusal. */
  signInPath?: string
  /** Whose X-Forwarded-For to believe (as Fastify's `trustProxy`). */
  trustProxy?: boolean | string | string[]
  rates?: Partial<Rates>
  log?: { level?: string; stream?: { write(line: string): void } }
  /** Largest single uploaded file, in bytes; 25 MB when absent. */
  largestUpload?: number
  /** Folders searched for templates before `src/web`. */
  templateRoots?: string[]
  /** Where compiled assets are kept; `.cache/assets` of the checkout when absent. */
  assetsDirectory?: string
  /** Answer 503 while the event loop lags by more than this many milliseconds; never when absent. */
  largestLag?: number
  clock?: Clock
}

/** The values a page's template is given, beside what the layout adds. */
export type PageView = Record<string, unknown>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Personal data is on this page: never cached, never indexed. Every page of signed-in staff is already so. */
    private?: boolean
    /** Of a private answer: the reader's browser may keep it, and asks each time whether it still holds. */
    revalidate?: boolean
    /** The address itself is a secret: other sites, and other pages here, are never told it. */
    secretAddress?: boolean
    /** Which limit counts this route; by method when absent. */
    rate?: RateGroup | 'none'
    /** The route takes files, through `readUploadForm`. */
    upload?: boolean
    /** False where a token in a header, never a cookie, says who asks. */
    formCheck?: boolean
  }
  interface FastifyReply {
    /** Renders a template (path below `src/web`) and sends it. Status 200 unless given. */
    page(template: string, view: PageView, options?: { status?: number }): FastifyReply
    /** The same, not sent: for an answer that is kept. */
    render(template: string, view: PageView): string
    /** A nonce for one inline script or style of this response. */
    inlineNonce(): string
  }
  interface FastifyRequest {
    /** The token a form of this reader must carry as `_csrf`. */
    formToken(): string
    /** Throws the refusal `forged-form` unless the token is this reader's. */
    checkFormToken(token: unknown): void
  }
}

export type { FastifyReply, FastifyRequest }

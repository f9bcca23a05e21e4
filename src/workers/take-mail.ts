import { systemActor } from '../audit/index.ts'
import { importMail } from '../cases/index.ts'
import { readMailApart, type FolderVerdict, type InboundMail } from '../correspondence/index.ts'
import type { Authority } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { problems } from '../kernel/problems.ts'

/**
 * The authority a mail was written to: by the address in To or Cc; else the installation's default; else the only one
 * there is. Null where nothing says, because another council's mail must not be opened by a guess.
 */
export function receivingAuthority(
  mail: Pick<InboundMail, 'to' | 'cc'>,
  authorities: readonly Authority[],
  defaultSlug: string,
): Authority | null {
  const addressed = [...mail.to, ...mail.cc].map(({ address }) => withoutTag(address.toLowerCase()))
  const own = authorities.find((authority) =>
    [authority.email, authority.settings.reviewEmail].some(
      (address) => address !== null && addressed.includes(address.toLowerCase()),
    ),
  )
  if (own !== undefined) return own
  if (defaultSlug !== '') return authorities.find(({ slug }) => slug === defaultSlug) ?? null
  return authorities.length === 1 ? (authorities[0] ?? null) : null
}

/** `foi+token@example.org` reaches `foi@example.org`. */
function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, '')
}

/** Takes one file of the mail folder in; refusals are final and say why. */
export async function takeMail(installation: Installation, bytes: Uint8Array): Promise<FolderVerdict> {
  const read = await readMailApart(bytes)
  if (!read.ok) return { refused: read.detail ?? problems[read.problem].title }
  const { services, authorities, settings } = installation
  const authority = receivingAuthority(read.value, authorities.list(), settings.defaultAuthority)
  if (authority === null)
    return {
      refused:
        'It is addressed to no authority of this installation. Set MUNIMENT_AUTHORITY to name the one for such mail.',
    }
  const taken = await importMail(services, authority, bytes, { actor: systemActor })
  return taken.ok ? 'taken' : { refused: taken.detail ?? problems[taken.problem].title }
}

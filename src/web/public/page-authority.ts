import type { Authority } from '../../identity/index.ts'
import type { PageAuthority } from '../kit/index.ts'

/** An authority as the frame of every page shows it. */
export function toPageAuthority(authority: Authority): PageAuthority {
  return {
    name: authority.name,
    serviceName: authority.settings.serviceName,
    colour: authority.colour,
    contact: {
      email: authority.email,
      ...(authority.phone === null ? {} : { telephone: authority.phone }),
      post: [authority.name, ...authority.addressLines].join(', '),
    },
  }
}

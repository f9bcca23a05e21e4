import type { FastifyReply } from '../../kit/options.ts'

const exposed = 'Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Last-Modified, Link'

/** Anybody's page may fetch it, and read the headers that say what was fetched. */
export function letAnySiteRead(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Access-Control-Expose-Headers', exposed)
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
}

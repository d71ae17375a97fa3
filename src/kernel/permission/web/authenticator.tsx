import type { Enrolment } from '../schema.ts'

/** The secret in groups of four, as people copy it; authenticator apps leave the spaces out. */
const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? ''

/** A secret on its way into an authenticator app: scanned, opened on the same phone, or typed. All three at any width, for nobody has two screens for certain. */
export const Authenticator = ({ secret, uri, qr }: Enrolment) => (
  <div className="totp">
    <svg viewBox={`-2 -2 ${qr.size + 4} ${qr.size + 4}`} role="img" aria-label="验证器二维码" shapeRendering="crispEdges">
      <path d={qr.d} />
    </svg>
    <div>
      <p>用手机上的验证器（身份验证器应用）扫这个二维码。</p>
      <p>
        验证器就在这台手机上，<a href={uri}>直接打开验证器</a>。
      </p>
      <p>
        都不行，在验证器里手工输入密钥：
        <br />
        <span className="exact">{grouped(secret)}</span>
      </p>
    </div>
  </div>
)

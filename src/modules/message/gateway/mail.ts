/** E-mail by SMTP (RFC 5321), over TLS unless the server stands on this machine. */
import { readFileSync } from 'node:fs'
import nodemailer from 'nodemailer'
import type { Options } from 'nodemailer/lib/smtp-transport/index.js'
import { isLoopback, NeverDelivered, type Port } from './port.ts'

/** What `smtps://user:password@host:port?from=…` says; a password that is given apart stays out of files. */
export function smtpOptions(address: string, password: string | undefined): { options: Options; from: string } {
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  if (!secure && url.protocol !== 'smtp:') throw new Error('邮件服务器的地址要以 smtps:// 或 smtp:// 开头')
  const user = decodeURIComponent(url.username)
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : '')
  if (!from.includes('@')) throw new Error('邮件服务器的地址里要写发件人：?from=no-reply@example.cn')
  const ca = url.searchParams.get('ca')
  const plain = !secure && isLoopback(url.hostname)
  const options: Options = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    ...(ca ? { tls: { ca: readFileSync(ca) } } : {}),
    ...(user ? { auth: { user, pass: password ?? decodeURIComponent(url.password) } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  return { options, from }
}

/** A server that says 5xx to this message or its recipient will say so again (RFC 5321 §4.2.1); who may send at all is the city's own fault, and is mended. */
const isFinal = (error: unknown): boolean => {
  const { responseCode = 0, command } = error as { responseCode?: number; command?: string }
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
}

/** `Message-ID` is made from the message's own id: the same at every attempt. */
export function mailPort(address: string, password: string | undefined): Port {
  const { options, from } = smtpOptions(address, password)
  const mailbox = /<([^>]+)>/.exec(from)?.[1] ?? from
  const messageId = (id: string) => `<${id}@${mailbox.slice(mailbox.lastIndexOf('@') + 1)}>`
  return {
    async send({ id, to, title, text }) {
      const transport = nodemailer.createTransport(options)
      try {
        const sent = await transport.sendMail({ from, to: { name: '', address: to }, subject: title, text, messageId: messageId(id) })
        return { receipt: String(sent.response).slice(0, 200) }
      } catch (error) {
        const { responseCode, message } = error as { responseCode?: number; message: string }
        const said = `邮件服务器${responseCode ? `答复 ${responseCode}` : `没有收下：${message.slice(0, 120)}`}`
        throw isFinal(error) ? new NeverDelivered(said) : new Error(said)
      } finally {
        transport.close()
      }
    },
  }
}

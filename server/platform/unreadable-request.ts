import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** What is said of a request to the API that no answer could be made of; everything else is the framework's to say. */
const WORDS: Readonly<Record<number, string>> = {
  400: 'Nội dung gửi lên không phải JSON đọc được; chưa có gì thay đổi. / The body is no readable JSON; nothing was changed.',
  413: 'Nội dung gửi lên quá lớn; chưa có gì thay đổi. / The body is too large; nothing was changed.',
  415: 'Chỉ nhận nội dung application/json; chưa có gì thay đổi. / Only application/json is taken; nothing was changed.',
};

/** Answers a request that cannot be read as the API answers everything: in both languages, and without a trace. */
export function sayUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const message = WORDS[error.statusCode ?? 500];
  if (message === undefined || !request.url.startsWith('/graphql')) void reply.send(error);
  else
    void reply
      .code(error.statusCode ?? 400)
      .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

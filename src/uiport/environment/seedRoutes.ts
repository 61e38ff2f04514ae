/**
 * The HTTP routes of the first seed's environment (protocol.md §4), for the scripts and pages that know them. A GET names
 * the gossiper in its query, a POST in its JSON body, and answers as the matching GET. Errors are 400 with one sentence.
 */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { badInputSentence } from '../../api/badInput.ts';
import { MAX_KEYWORD, MAX_KEYWORDS } from '../../api/contract.ts';
import { done, refused, type Problem, type Result } from '../../api/result.ts';
import { json, type Answer } from '../answers.ts';
import { readJson } from '../requestBody.ts';
import type { MemberPeer } from '../peers/peerSet.ts';
import type { Environment, GossiperPeer } from './environment.ts';
import { readUpload } from './upload.ts';

export interface SeedRoutes {
  has(path: string): boolean;
  answer(request: IncomingMessage, path: string, parameters: URLSearchParams): Promise<Answer>;
}

type Get = (member: MemberPeer<GossiperPeer>) => unknown;
/** Gives what is answered: a text as it is, anything else as JSON. */
type Post = (environment: Environment<GossiperPeer>, body: unknown) => Promise<Result<unknown>>;

const name = z.string();
const text = z.string();
const addresses = z.union([z.array(z.string().max(100)).max(1_000), z.string().max(100_000)]).default([]);

export function openSeedRoutes(environment: Environment<GossiperPeer>): SeedRoutes {
  const get = async (path: string, parameters: URLSearchParams): Promise<Result<unknown>> => {
    const named = parameters.get('name');
    if (named === null) return refused('no-name', `Name the gossiper: GET ${path}?name=A.`);
    const member = environment.member(named);
    return member.ok ? done(await gets[path]?.(member.value)) : member;
  };
  const upload = (request: IncomingMessage): Promise<Result<unknown>> =>
    readUpload(request, async ({ owner, fileName, bytes }) => {
      const member = environment.member(owner);
      if (!member.ok) return member;
      const shared = await member.value.peer.shareBytes(fileName, bytes, true);
      return shared.ok ? done(await filesOf(member.value)) : shared;
    });
  const post = async (request: IncomingMessage, path: string): Promise<Result<unknown>> => {
    if (path === '/upload') return await upload(request);
    const body = await readJson(request);
    return body.ok ? ((await posts[path]?.(environment, body.value)) ?? body) : body;
  };

  return {
    has: (path) => Object.hasOwn(gets, path) || hasPost(path),
    async answer(request, path, parameters) {
      const hasGet = Object.hasOwn(gets, path);
      if (hasGet && (request.method === 'GET' || request.method === 'HEAD'))
        return answerOf(await get(path, parameters));
      if (hasPost(path) && request.method === 'POST') return answerOf(await post(request, path));
      const allowed = [...(hasGet ? ['GET'] : []), ...(hasPost(path) ? ['POST'] : [])];
      return { ...sentence(405, `Use ${allowed.join(' or ')} here.`), headers: { allow: allowed.join(', ') } };
    },
  };
}

const hasPost = (path: string): boolean => path === '/upload' || Object.hasOwn(posts, path);

const gets: Readonly<Record<string, Get>> = {
  '/message': ({ peer }) => peer.chats(),
  '/private': privatesOf,
  '/routes': routesOf,
  '/files': filesOf,
  '/node': nodesOf,
  '/id': idOf,
};

const posts: Readonly<Record<string, Post>> = {
  '/message': of('message', { msg: text }, async (member, { msg }) => {
    const said = await member.peer.say({ text: msg });
    return said.ok ? done(member.peer.chats()) : said;
  }),
  '/private': of('private', { destination: text, msg: text }, async (member, { destination, msg }) => {
    const said = await member.peer.say({ text: msg, to: destination });
    return said.ok ? done(privatesOf(member)) : said;
  }),
  '/node': of('node', { node: z.string().max(100) }, async (member, { node }) => {
    const added = await member.peer.addPeer({ address: node });
    return added.ok ? done(await nodesOf(member)) : added;
  }),
  '/request': of(
    'request',
    { destination: text.default(''), hash: z.string().regex(/^[0-9a-fA-F]{64}$/, 'as 64 hex digits'), file: text },
    async (member, { destination, hash, file }) => {
      const from = destination === '' ? {} : { from: destination };
      const begun = await member.peer.download({ hash, name: file, ...from });
      return begun.ok ? done(await filesOf(member)) : begun;
    },
  ),
  '/search': of('search', { search: text }, async (member, { search }) => {
    const keywords = search.split(',').filter((word) => word !== '');
    const isSearch = keywords.length > 0 && keywords.length <= MAX_KEYWORDS;
    if (!isSearch || keywords.some((word) => word.length > MAX_KEYWORD)) {
      return refused('bad-search', `Search for 1 to ${MAX_KEYWORDS} words of at most ${MAX_KEYWORD} letters: "a,b".`);
    }
    const begun = await member.peer.findFiles({ keywords });
    return begun.ok ? done('OK') : begun;
  }),
  '/delete': of('delete', {}, async (member, _body, environment) => {
    await environment.stop(member.id);
    return done('OK');
  }),
  '/start': async (environment, body) => {
    const parsed = z.object({ name, address: z.string().max(100), peers: addresses }).safeParse(body);
    if (!parsed.success) return refused('bad-input', badInputSentence('/start', parsed.error.issues));
    const { peers } = parsed.data;
    const list = typeof peers === 'string' ? peers.split(',').filter((peer) => peer.trim() !== '') : peers;
    const started = await environment.start({ ...parsed.data, peers: list });
    return started.ok ? done(idOf(started.value)) : started;
  },
};

/** A route that asks one gossiper for something, with these fields in its body besides `name`. */
function of<S extends z.ZodRawShape>(
  call: string,
  shape: S,
  deed: (
    member: MemberPeer<GossiperPeer>,
    body: z.output<z.ZodObject<S>>,
    environment: Environment<GossiperPeer>,
  ) => Promise<Result<unknown>>,
): Post {
  const schema = z.object(shape);
  return async (environment, body) => {
    const named = z.object({ name }).safeParse(body);
    if (!named.success) return refused('bad-input', badInputSentence(`/${call}`, named.error.issues));
    const parsed = schema.safeParse(body);
    if (!parsed.success) return refused('bad-input', badInputSentence(`/${call}`, parsed.error.issues));
    const member = environment.member(named.data.name);
    return member.ok ? await deed(member.value, parsed.data, environment) : member;
  };
}

/** By the other one's name. */
function privatesOf({ peer }: MemberPeer<GossiperPeer>) {
  const conversations: Record<string, unknown[]> = Object.create(null) as Record<string, unknown[]>;
  for (const letter of peer.privates()) {
    const other = letter.Origin === peer.name ? letter.Destination : letter.Origin;
    (conversations[other] ??= []).push(letter);
  }
  return conversations;
}

async function routesOf({ peer }: MemberPeer<GossiperPeer>) {
  const routes = await peer.routes({});
  return Object.fromEntries((routes.ok ? routes.value : []).map(({ origin, via }) => [origin, ipAndPort(via)]));
}

async function filesOf({ peer }: MemberPeer<GossiperPeer>) {
  const files = await peer.files({});
  const whole = (files.ok ? files.value : []).filter(({ state }) => state.kind === 'here');
  return Object.fromEntries(
    whole.flatMap(({ hash, name: called }) => (hash === null ? [] : [[hash, called] as const])),
  );
}

async function nodesOf({ peer }: MemberPeer<GossiperPeer>) {
  const peers = await peer.peers({});
  return (peers.ok ? peers.value : []).map(({ address }) => address);
}

function idOf({ peer }: MemberPeer<GossiperPeer>) {
  return { name: peer.name, address: peer.address };
}

/** As Go's `net.UDPAddr` in JSON. */
function ipAndPort(address: string): { IP: string; Port: number } {
  const at = address.lastIndexOf(':');
  return { IP: address.slice(0, at).replace(/^\[|\]$/g, ''), Port: Number(address.slice(at + 1)) };
}

function answerOf(result: Result<unknown>): Answer {
  if (!result.ok) return refusal(result.problem);
  return typeof result.value === 'string' ? sentence(200, result.value) : json(200, result.value);
}

/** What is left of a body that was refused isn't read: the connection can't be used again. */
const refusal = ({ message }: Problem): Answer => ({ ...sentence(400, message), headers: { connection: 'close' } });

const sentence = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });

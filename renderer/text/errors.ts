import type { AppError, BadAnswerReason, OfflineReason } from '../../electron/contract/result.ts';
import { clockTime } from './time.ts';

/** `title`: what happened and where, one sentence. `detail`: what was checked and what comes next; may be empty. */
export interface ErrorWords {
  readonly title: string;
  readonly detail: string;
}

export function errorText(error: AppError): string {
  const { title, detail } = errorWords(error);
  return detail === '' ? title : `${title} ${detail}`;
}

export function errorWords(error: AppError): ErrorWords {
  switch (error.kind) {
    case 'offline':
      return withDoubt(offlineWords(error.host, error.reason), error.mayHaveArrived);
    case 'badAnswer':
      return withDoubt(badAnswerWords(error.host, error.reason, error.status), error.mayHaveArrived);
    case 'serverError':
      return withDoubt(serverErrorWords(error.host, error.status, error.message, error.retryAt), error.mayHaveArrived);
    case 'unauthorized':
      return { title: `${error.host} does not accept this sign-in any more.`, detail: `${quoted(error.message)}Sign in again: posts, drafts and settings on this computer are kept.` };
    case 'forbidden':
      return { title: `${error.host} does not allow this.`, detail: `${quoted(error.message)}The account is signed in, but its server or a moderator has ruled this out for it.` };
    case 'rateLimited':
      return { title: `${error.host} asks to wait.`, detail: `The budget for requests is used up. It opens at ${clockTime(error.retryAt)}, and Skein goes on by itself then.` };
    case 'rejected':
      return { title: `${error.host} refused this.`, detail: error.message === '' ? `It gave no reason (code ${error.status}). Trying again as it is will not help.` : quoted(error.message).trimEnd() };
    case 'notFound':
      return { title: `${capital(error.what)} is not there.`, detail: 'It may have been deleted, or this account may not be allowed to see it.' };
    case 'unsupported':
      return { title: `This server cannot do that: ${error.capability}.`, detail: 'Its software does not offer it. Other accounts are not affected.' };
    case 'invalidInput':
      if (error.field === 'draftId') return { title: 'Another window sent this draft already, with other words.', detail: 'What is written here is kept as a draft of its own. Send it only if you mean a second post.' };
      if (error.field === 'query') return { title: `“${error.message}” in this search means nothing here.`, detail: 'Change the search in the settings of the column.' };
      if (error.field === 'replaces') return { title: `${error.message}.`, detail: 'This one was not sent.' };
      return { title: `${capital(error.message)}${/[.?]$/.test(error.message) ? '' : '.'}`, detail: error.field === '' ? '' : `Check: ${error.field}.` };
    case 'cancelled':
      return { title: 'Stopped before it was done.', detail: 'Nothing was changed.' };
    case 'storage':
      return { title: 'This computer could not save that.', detail: `${quoted(error.message)}Check that the disk is not full and that Skein may write to its folder, then try again.` };
    case 'bug':
      return { title: 'Skein made a mistake.', detail: `Nothing was sent because of it. The report is in the log under ${error.id}.` };
  }
}

/** The answer is lost, but the request may have worked: nobody should be told that it did not. */
function withDoubt(words: ErrorWords, mayHaveArrived: boolean): ErrorWords {
  return mayHaveArrived ? { ...words, detail: `${words.detail} What was sent may have arrived all the same.` } : words;
}

function offlineWords(host: string, reason: OfflineReason): ErrorWords {
  switch (reason) {
    case 'noNetwork':
      return { title: 'This computer is not connected to a network.', detail: `${host} could not be asked. Skein goes on by itself when the connection is back.` };
    case 'dns':
      return { title: `There is no server called ${host}.`, detail: 'The name could not be found on the network. Check the spelling and that this computer is online.' };
    case 'refused':
      return { title: `${host} does not take connections.`, detail: 'The machine is there, but no server answers on it. It may be down for work; try again in a while.' };
    case 'reset':
      return { title: `The connection to ${host} broke off.`, detail: 'The server or a network between ended it in the middle. Trying again often helps.' };
    case 'timeout':
      return { title: `${host} did not answer in time.`, detail: 'It may be overloaded or down, or the network is slow. Try again in a while.' };
    case 'certificate':
      return { title: `${host} cannot prove that it is ${host}.`, detail: 'Its certificate is wrong or has run out, or someone on the network is in between. Nothing was sent to it.' };
    case 'privateAddress':
      return { title: `${host} leads into a private network.`, detail: 'Skein does not connect to addresses inside this computer or the local network unless it was started with leave to.' };
    case 'proxy':
      return { title: `The proxy of this network did not let the connection to ${host} through.`, detail: 'The server itself was not reached. Check the proxy settings of this computer or ask who runs the network.' };
  }
}

function badAnswerWords(host: string, reason: BadAnswerReason, status: number): ErrorWords {
  switch (reason) {
    case 'html':
      return { title: `${host} answered with a web page, not with data.`, detail: `Code ${status}. A guard in front of the server, or work on it, can cause this. Try again in a while.` };
    case 'captivePortal':
      return { title: 'This network wants a sign-in of its own first.', detail: `Its page came instead of the answer from ${host}. Open any page in the browser, sign in to the network, then try again.` };
    case 'blockedByProxy':
      return { title: `A guard in front of ${host} turned the request away.`, detail: `Code ${status}, from a protection service or the proxy of this network, not from the server itself. Another network may work.` };
    case 'notJson':
      return { title: `${host} sent an answer that cannot be read.`, detail: `Code ${status}, but what came is not the data that was asked for. The server may be half way through an update.` };
    case 'wrongShape':
      return { title: `${host} sent something unexpected.`, detail: `Code ${status}. The answer is not what its software should send, so nothing was done with it.` };
    case 'tooLarge':
      return { title: `${host} sent more than Skein takes in one piece.`, detail: 'The answer was cut off and not used.' };
    case 'redirected':
      return { title: `${host} sends to another address that cannot be followed.`, detail: 'Type the address that the browser shows when the server is open there.' };
    case 'notFediverse':
      return { title: `${host} is not a fediverse server that Skein can use.`, detail: 'A website answers there, but not the interface of Mastodon and its relatives. Check the address: it is what stands after the second @ of a handle.' };
  }
}

function serverErrorWords(host: string, status: number, message: string, retryAt: number | null): ErrorWords {
  const next = retryAt === null ? 'Try again in a while.' : `The next try is at ${clockTime(retryAt)}.`;
  return { title: `${host} has a problem of its own.`, detail: `Code ${status}. ${quoted(message)}${next}` };
}

function quoted(message: string): string {
  return message === '' ? '' : `It says: “${message}”${/[.!?]$/.test(message) ? '' : '.'} `;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

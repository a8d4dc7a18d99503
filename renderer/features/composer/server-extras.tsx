import { FileType, House, Quote } from 'lucide-react';
import type { TargetOverrides } from '../../../electron/contract/compose.ts';
import { withExtra } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { useStores } from '../stores/index.tsx';
import { Pick } from './pick.tsx';
import { PolicyOptions, toPolicy } from './quote-policy.tsx';
import { useWriting, type Target } from './use-writing.ts';

/** What only some servers have: who may quote, posts that stay at home, kinds of text. Each where the account's server has it. */
export function ServerExtras({ target }: { readonly target: Target }) {
  const { body } = useWriting();
  const { compose } = useStores();
  const has = target.account?.limits.writing;
  const overrides: TargetOverrides = body.targets.find(({ account }) => account === target.key)?.overrides ?? {};
  const set = <F extends 'quotePolicy' | 'localOnly' | 'contentType'>(field: F, value: TargetOverrides[F] | undefined): void => compose.getState().change((before) => withExtra(before, target.key, field, value));
  if (has === undefined) return null;
  const { quotePolicy, localOnly, contentType } = overrides;
  const shared = body.quotePolicy === null ? composerText.policyDefault : composerText.policies[body.quotePolicy];
  const label = (what: string): string => `${what}: ${target.nickname}`;
  return (
    <>
      {has.quotePolicies && (
        <Pick look="row" label={label(composerText.policy)} caption={composerText.policy} differs={quotePolicy !== undefined} value={quotePolicy ?? ''} shows={quotePolicy === undefined ? shared : composerText.policies[quotePolicy]} icon={<Quote aria-hidden="true" />} onPick={(value) => set('quotePolicy', toPolicy(value) ?? undefined)}>
          <option value="">{composerText.asWrittenIs(shared)}</option>
          <PolicyOptions />
        </Pick>
      )}
      {has.localOnly && (
        <Pick look="row" label={label(composerText.local)} caption={composerText.local} differs={localOnly === true} value={localOnly === true ? 'local' : ''} shows={localOnly === true ? composerText.localOnly : composerText.localAll} icon={<House aria-hidden="true" />} onPick={(value) => set('localOnly', value === 'local' ? true : undefined)}>
          <option value="">{composerText.localAll}</option>
          <option value="local">{composerText.localOnly}</option>
        </Pick>
      )}
      {has.formats.length > 1 && (
        <Pick look="row" label={label(composerText.format)} caption={composerText.format} differs={contentType !== undefined} value={contentType ?? ''} shows={contentType ?? composerText.formatDefault} icon={<FileType aria-hidden="true" />} onPick={(value) => set('contentType', value === '' ? undefined : value)}>
          <option value="">{composerText.formatDefault}</option>
          {has.formats.map((format) => (
            <option key={format} value={format}>
              {format}
            </option>
          ))}
        </Pick>
      )}
    </>
  );
}

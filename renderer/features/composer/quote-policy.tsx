import type { QuotePolicy } from '../../../electron/contract/compose.ts';
import { composerText } from '../../text/composer.ts';

const policies: readonly QuotePolicy[] = ['public', 'followers', 'nobody'];

export function toPolicy(value: string): QuotePolicy | null {
  return policies.find((policy) => policy === value) ?? null;
}

export function PolicyOptions() {
  return policies.map((policy) => (
    <option key={policy} value={policy}>
      {composerText.policies[policy]}
    </option>
  ));
}

export { AccountDialogs, type AccountDialog } from './account-dialogs.tsx';
export { AddAccount } from './add-account.tsx';
export { Practice } from './practice.tsx';
export { Rail } from './rail.tsx';
export { SignIn } from './sign-in.tsx';
export { SignedOutBanner } from './signed-out-banner.tsx';

export { metBy, PersonButton } from './person-button.tsx';
export { PostActionsBar, boxOf } from './post-actions-bar.tsx';
export { PostContent } from './post-content.tsx';
export { usePostCommands } from './post-commands.ts';
export { Age, Chips, PostHead, VisibilityIcon } from './post-head.tsx';
export { PostMenus } from './post-menus.tsx';
export { Post } from './post.tsx';
export { filterVerdict } from './filter-verdict.ts';
export { accountsOf, MergedContext, useAccounts, usePostActions, useView } from './use-post.ts';

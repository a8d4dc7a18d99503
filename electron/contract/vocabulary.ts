// Words the contract knows, in the order they are shown.

export const notificationTopics = ['mentions', 'quotes', 'favourites', 'boosts', 'follows', 'followRequests', 'polls', 'edits', 'posts', 'moderation', 'other'] as const;

export const filterContexts = ['home', 'notifications', 'public', 'thread', 'account'] as const;

export const phases = ['prepare', 'copy', 'announce', 'move', 'followUp'] as const;

export { PersonCard } from './person-card.tsx';
export { Profile } from './profile.tsx';

import { trySeeds } from './seeds.ts';

trySeeds(3, 4);

// Checks the shipped scorecards once, when the server is built: node dist/server/keep-checked-cards.js
import { findScorecardFolder, keepChecked } from './scorecards/load-scorecards.js';

keepChecked(findScorecardFolder());

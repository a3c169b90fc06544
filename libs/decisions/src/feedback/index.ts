export * from './errors.js';
export { type Feedback, isCandidate, type Opinion, type RightSource } from './feedback.js';
export { FeedbackCheck } from './feedback-check.js';
export { FeedbackModule, PromotionModule, SealingFeedbackModule } from './feedback.module.js';
export { type FeedbackFilter, FeedbackRepository, type ListedFeedback } from './feedback.repository.js';
export { GiveFeedback } from './give-feedback.use-case.js';
export { feedbackItem } from './feedback-seals.js';
export { PromoteFeedback } from './promote-feedback.use-case.js';
export { SealOlderFeedback } from './seal-older-feedback.use-case.js';

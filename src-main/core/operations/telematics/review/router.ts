import { implementContract } from '../../../platform/implementer.ts';
import { reviewContract } from './contract.ts';
import type { createExport } from './export.ts';
import type { ReviewService } from './service.ts';

export function createReviewRouter(review: ReviewService, exportPart: ReturnType<typeof createExport>) {
  const base = implementContract(reviewContract);
  return base.router({
    getReview: base.getReview.handler(({ input }) => review.getReview(input)),
    getTrack: base.getTrack.handler(({ input }) => review.getTrack(input)),
    findNear: base.findNear.handler(({ input }) => review.findNear(input)),
    exportReview: base.exportReview.handler(({ input }) => exportPart(input)),
  });
}

export type ReviewRouter = ReturnType<typeof createReviewRouter>;

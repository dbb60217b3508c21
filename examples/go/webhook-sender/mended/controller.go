// Package webhooksender delivers events to the URL of a subscriber.
package webhooksender

import (
	"context"

	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

const maxRetries = 5

// Sender tries each delivery again a limited number of times.
type Sender struct {
	queue workqueue.TypedRateLimitingInterface[string]
	post  func(ctx context.Context, delivery string) error
}

// Run delivers until the queue is shut down.
func (s *Sender) Run(ctx context.Context) {
	for s.next(ctx) {
	}
}

func (s *Sender) next(ctx context.Context) bool {
	delivery, shutdown := s.queue.Get()
	if shutdown {
		return false
	}
	defer s.queue.Done(delivery)

	if err := s.post(ctx, delivery); err != nil && s.queue.NumRequeues(delivery) < maxRetries {
		klog.ErrorS(err, "delivery failed", "delivery", delivery)
		s.queue.AddRateLimited(delivery)
		return true
	}
	s.queue.Forget(delivery)
	return true
}

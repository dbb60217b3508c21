// Package imagescanner scans images for known holes as they are pushed.
package imagescanner

import (
	"context"

	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

// Registry fetches images.
type Registry interface {
	Pull(ctx context.Context, image string) ([]byte, error)
}

// Scanner takes images from a queue and scans them.
type Scanner struct {
	queue    workqueue.TypedRateLimitingInterface[string]
	registry Registry
	scan     func(ctx context.Context, layers []byte) error
}

// Run scans until the queue is shut down.
func (s *Scanner) Run(ctx context.Context) {
	for s.next(ctx) {
	}
}

func (s *Scanner) next(ctx context.Context) bool {
	image, shutdown := s.queue.Get()
	if shutdown {
		return false
	}
	defer s.queue.Done(image)

	layers, err := s.registry.Pull(ctx, image)
	if err == nil {
		err = s.scan(ctx, layers)
	}
	if err != nil {
		klog.ErrorS(err, "scanning failed", "image", image)
		s.queue.AddRateLimited(image)
		return true
	}
	s.queue.Forget(image)
	return true
}

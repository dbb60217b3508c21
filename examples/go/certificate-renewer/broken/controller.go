// Package certificaterenewer renews certificates that are due.
package certificaterenewer

import (
	"context"
	"time"

	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

// Certificate is what a store knows of a host.
type Certificate struct {
	Expires time.Time
}

// Store keeps certificates by host.
type Store interface {
	// Read returns nil when the host was deleted.
	Read(ctx context.Context, host string) (*Certificate, error)
	Renew(ctx context.Context, host string) error
}

// Renewer takes hosts from a queue into which they are put by whoever changes them.
type Renewer struct {
	queue workqueue.TypedRateLimitingInterface[string]
	store Store
}

// Run renews until the queue is shut down.
func (r *Renewer) Run(ctx context.Context) {
	for r.next(ctx) {
	}
}

func (r *Renewer) next(ctx context.Context) bool {
	host, shutdown := r.queue.Get()
	if shutdown {
		return false
	}
	defer r.queue.Done(host)

	certificate, err := r.store.Read(ctx, host)
	if err != nil {
		klog.ErrorS(err, "reading failed", "host", host)
		r.queue.AddRateLimited(host)
		return true
	}
	if certificate == nil {
		return true // a host that failed before and is gone now stays in the limiter for ever
	}
	if certificate.Expires.Before(time.Now()) {
		if err := r.store.Renew(ctx, host); err != nil {
			klog.ErrorS(err, "renewing failed", "host", host)
			r.queue.AddRateLimited(host)
			return true
		}
	}
	r.queue.Forget(host)
	return true
}

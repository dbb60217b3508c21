// Package dnspublisher writes DNS records to a provider whenever they change.
package dnspublisher

import (
	"context"
	"fmt"

	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

// Publisher publishes one record after the other.
type Publisher struct {
	queue   workqueue.TypedRateLimitingInterface[string]
	publish func(ctx context.Context, key string) error
}

// New returns a publisher that watches the records of informer.
func New(informer cache.SharedIndexInformer, publish func(ctx context.Context, key string) error) (*Publisher, error) {
	p := &Publisher{
		queue:   workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[string]()),
		publish: publish,
	}
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    p.enqueue,
		UpdateFunc: func(_, obj any) { p.enqueue(obj) },
	})
	return p, err
}

func (p *Publisher) enqueue(obj any) {
	key, err := cache.MetaNamespaceKeyFunc(obj)
	if err != nil {
		klog.ErrorS(err, "no key", "object", fmt.Sprintf("%T", obj))
		return
	}
	p.queue.Add(key)
}

// Run publishes until the queue is shut down.
func (p *Publisher) Run(ctx context.Context) {
	for p.next(ctx) {
	}
}

func (p *Publisher) next(ctx context.Context) bool {
	key, shutdown := p.queue.Get()
	if shutdown {
		return false
	}
	defer p.queue.Done(key)
	if err := p.publish(ctx, key); err != nil {
		klog.ErrorS(err, "publishing failed", "record", key)
		p.queue.AddRateLimited(key)
		return true
	}
	p.queue.Forget(key)
	return true
}

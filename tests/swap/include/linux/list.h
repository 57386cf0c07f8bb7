/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_LIST_H
#define FAKE_LINUX_LIST_H

#include <linux/compiler.h>

struct hlist_node {
	struct hlist_node *next;
};

struct hlist_head {
	struct hlist_node *first;
};

static inline void hlist_add_head(struct hlist_node *node, struct hlist_head *head)
{
	node->next = head->first;
	head->first = node;
}

/* Singly linked: @node has to be in the list, or there is a null pointer to be met. */
static inline void hlist_remove(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node **link = &head->first;

	while (*link != node)
		link = &(*link)->next;
	*link = node->next;
}

#endif

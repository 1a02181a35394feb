/*
 * Receives UDP datagrams many at a time (recvmmsg, Linux) in a thread of its own, and hands them to JavaScript in batches: node:dgram
 * makes a system call, a Buffer and an object of each. An N-API addon, built by scripts/build-native.ts; recvmmsg.ts has its types.
 *
 * The thread fills batches in turn; onBatch(index, count) is called on the JavaScript thread, and the batch is filled anew when it
 * returns. After close() the thread reads what the kernel still holds and ends with onBatch(-1, 0).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <node_api.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { CALL = 64, SLOT = 65536, BATCHES = 8, BATCH_BYTES = 2 << 20, BATCH_FRAMES = 4096, ADDRESS = 16 };

/* A call that brought fewer datagrams is followed by a pause, so that the next one brings more. */
enum { FEW = 16, PAUSE_NANOSECONDS = 500000 };

/* At the end so many calls read what the kernel holds: more than its largest usual buffer, and no flood holds up the end. */
enum { LAST_CALLS = 512 };

typedef struct {
  uint8_t frames[BATCH_BYTES];
  uint32_t offsets[2 * BATCH_FRAMES];      /* start and end of each frame */
  uint8_t senders[ADDRESS * BATCH_FRAMES]; /* an IPv6 address each, IPv4 mapped into it */
  uint32_t count, used;                    /* from here on, nothing that JavaScript sees */
} batch;

typedef struct {
  batch batches[BATCHES];
  uint8_t slots[CALL][SLOT]; /* where the kernel puts the datagrams of a call; pages that it never reaches take no memory */
  int socket, wake;
  atomic_int taken; /* batches that JavaScript has */
  pthread_t thread;
  napi_threadsafe_function notify;
} receiver;

/*
 * Hands a batch over and returns the next, which is free: the queue holds all but two, that which JavaScript is busy with and that which
 * is being filled; a full one is waited for. NULL once JavaScript has ended.
 */
static batch *publish(receiver *self, batch *filled) {
  self->taken++;
  if (napi_call_threadsafe_function(self->notify, filled, napi_tsfn_blocking) != napi_ok) return NULL;
  batch *next = &self->batches[(filled - self->batches + 1) % BATCHES];
  next->count = next->used = 0;
  return next;
}

/* Returns the batch to go on with, as publish() does. */
static batch *append(receiver *self, batch *to, const uint8_t *datagram, uint32_t length, const struct sockaddr_in6 *from) {
  if (to->count == BATCH_FRAMES || length > BATCH_BYTES - to->used) to = publish(self, to);
  if (to == NULL) return NULL;
  uint8_t *sender = to->senders + ADDRESS * to->count;
  memcpy(sender, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  if (from->sin6_family == AF_INET) memcpy(sender + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
  else memcpy(sender, &from->sin6_addr, ADDRESS);
  memcpy(to->frames + to->used, datagram, length);
  to->offsets[2 * to->count] = to->used;
  to->offsets[2 * to->count++ + 1] = to->used += length;
  return to;
}

static void *receive(void *data) {
  receiver *self = data;
  struct mmsghdr messages[CALL] = {0};
  struct iovec vectors[CALL];
  struct sockaddr_in6 senders[CALL];
  for (int i = 0; i < CALL; i++) {
    vectors[i] = (struct iovec){self->slots[i], SLOT};
    messages[i].msg_hdr = (struct msghdr){.msg_name = &senders[i], .msg_namelen = sizeof senders[i], .msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  struct pollfd polled[] = {{.fd = self->socket, .events = POLLIN}, {.fd = self->wake, .events = POLLIN}};
  batch *current = self->batches;
  int last_calls = LAST_CALLS, received, stopping;
  do {
    poll(polled, 2, current->count > 0 ? 1 : -1);
    stopping = polled[1].revents & POLLIN;
    received = recvmmsg(self->socket, messages, CALL, MSG_DONTWAIT, NULL);
    for (int i = 0; i < received && current != NULL; i++) current = append(self, current, self->slots[i], messages[i].msg_len, &senders[i]);
    /* While JavaScript is busy with a batch, this one goes on filling. */
    if (current != NULL && current->count > 0 && (stopping || self->taken == 0)) current = publish(self, current);
    if (!stopping && received > 0 && received < FEW) nanosleep(&(struct timespec){0, PAUSE_NANOSECONDS}, NULL);
  } while (current != NULL && !(stopping && (received <= 0 || --last_calls == 0)));
  close(self->socket);
  if (current != NULL && napi_call_threadsafe_function(self->notify, NULL, napi_tsfn_blocking) == napi_ok)
    napi_release_threadsafe_function(self->notify, napi_tsfn_release);
  return NULL;
}

/* On the JavaScript thread. `data` is the batch, or NULL at the end. */
static void call_js(napi_env env, napi_value on_batch, void *context, void *data) {
  receiver *self = context;
  batch *filled = data;
  if (env != NULL) {
    napi_value undefined, arguments[2];
    napi_get_undefined(env, &undefined);
    napi_create_int32(env, filled == NULL ? -1 : filled - self->batches, &arguments[0]);
    napi_create_uint32(env, filled == NULL ? 0 : filled->count, &arguments[1]);
    napi_call_function(env, undefined, on_batch, 2, arguments, NULL);
  }
  if (filled != NULL) self->taken--;
}

static napi_value stop(napi_env env, napi_callback_info info) {
  void *self;
  napi_get_cb_info(env, info, NULL, NULL, NULL, &self);
  eventfd_write(((receiver *)self)->wake, 1);
  return NULL;
}

/* The thread has ended, or must, because JavaScript does. Memory stays: JavaScript may still hold the batches, and close(). */
static void finalize(napi_env env, void *data, void *context) {
  receiver *self = context;
  eventfd_write(self->wake, 1);
  pthread_join(self->thread, NULL);
}

/* read(descriptor, onBatch): reads a bound socket, by a descriptor of its own. */
static napi_value open_receiver(napi_env env, napi_callback_info info) {
  napi_value arguments[2], result, list, value;
  size_t count = 2;
  int fd = -1;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_int32(env, arguments[0], &fd);
  receiver *self = calloc(1, sizeof *self);
  if (self == NULL) return napi_throw_error(env, "ENOMEM", "no memory for batches of datagrams"), NULL;
  self->socket = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  self->wake = eventfd(0, EFD_CLOEXEC);
  napi_create_object(env, &result);
  napi_create_array(env, &list);
  for (uint32_t i = 0; i < BATCHES; i++) {
    napi_create_external_arraybuffer(env, &self->batches[i], offsetof(batch, count), NULL, NULL, &value);
    napi_set_element(env, list, i, value);
  }
  napi_set_named_property(env, result, "batches", list);
  napi_create_uint32(env, offsetof(batch, offsets), &value);
  napi_set_named_property(env, result, "offsetsAt", value);
  napi_create_uint32(env, offsetof(batch, senders), &value);
  napi_set_named_property(env, result, "sendersAt", value);
  napi_create_function(env, "close", NAPI_AUTO_LENGTH, stop, self, &value);
  napi_set_named_property(env, result, "close", value);
  napi_create_string_utf8(env, "recvmmsg", NAPI_AUTO_LENGTH, &value);
  napi_create_threadsafe_function(env, arguments[1], NULL, value, BATCHES - 2, 1, NULL, finalize, self, call_js, &self->notify);
  pthread_create(&self->thread, NULL, receive, self);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "read", NAPI_AUTO_LENGTH, open_receiver, NULL, &function);
  napi_set_named_property(env, exports, "read", function);
  return exports;
}

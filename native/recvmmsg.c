/*
 * Receives UDP datagrams many at a time (recvmmsg, Linux) in a thread of its own, and hands them to JavaScript in batches: node:dgram
 * makes a system call, a Buffer and an object of each. An N-API addon, built by scripts/build-native.ts; recvmmsg-socket.ts has its types.
 *
 * open(options, onBatch) binds a socket. The thread fills BATCHES areas of memory in turn; onBatch(index, count) is called on the
 * JavaScript thread, and the area is filled anew when it returns. After close() the thread reads what the kernel still holds and ends
 * with onBatch(-1, 0).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <node_api.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CALL = 64, SLOT = 65536, BATCHES = 8, BATCH_BYTES = 2 << 20, BATCH_FRAMES = 4096, ADDRESS = 16 };
/* Of a batch: the frames, start and end of each, and the sender of each (an IPv6 address, IPv4 mapped into it). */
enum { OFFSETS = BATCH_BYTES, SENDERS = OFFSETS + 8 * BATCH_FRAMES, BATCH = SENDERS + ADDRESS * BATCH_FRAMES };

/* A call that brought fewer datagrams is followed by a pause, so that the next one brings more. */
enum { FEW = 16, PAUSE_NANOSECONDS = 500000 };

/* At the end so many calls read what the kernel holds: more than its largest usual buffer, and no flood holds up the end. */
enum { LAST_CALLS = 512 };

typedef struct {
  uint8_t *memory;
  uint32_t count, used;
} batch;

typedef struct {
  int socket, wake, closing;
  int taken; /* batches that JavaScript has, which are those before the current one */
  batch batches[BATCHES];
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t freed;
  napi_threadsafe_function notify;
} receiver;

static void *map(size_t size) { return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }

static void append(batch *to, const uint8_t *datagram, uint32_t length, const struct sockaddr_storage *from) {
  uint8_t *sender = to->memory + SENDERS + ADDRESS * to->count;
  uint32_t *offsets = (uint32_t *)(to->memory + OFFSETS) + 2 * to->count++;
  memcpy(sender, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  if (from->ss_family == AF_INET) memcpy(sender + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
  else memcpy(sender, &((const struct sockaddr_in6 *)from)->sin6_addr, ADDRESS);
  memcpy(to->memory + to->used, datagram, length);
  offsets[0] = to->used;
  offsets[1] = to->used += length;
}

/* Hands the batch over, and waits until the next one is free. */
static batch *publish(receiver *self, int *index) {
  pthread_mutex_lock(&self->mutex);
  self->taken++;
  napi_call_threadsafe_function(self->notify, (void *)(intptr_t)(*index + 1), napi_tsfn_nonblocking);
  while (self->taken == BATCHES && !self->closing) pthread_cond_wait(&self->freed, &self->mutex);
  pthread_mutex_unlock(&self->mutex);
  batch *next = &self->batches[*index = (*index + 1) % BATCHES];
  next->count = next->used = 0;
  return next;
}

static void *receive(void *data) {
  receiver *self = data;
  uint8_t *slots = map((size_t)CALL * SLOT);
  struct mmsghdr messages[CALL];
  struct iovec vectors[CALL];
  struct sockaddr_storage senders[CALL];
  struct pollfd polled[2] = {{.fd = self->socket, .events = POLLIN}, {.fd = self->wake, .events = POLLIN}};
  int index = 0, stopping = 0, last = 0;
  batch *current = self->batches;
  while (!__atomic_load_n(&self->closing, __ATOMIC_RELAXED)) {
    if (!stopping) poll(polled, 2, current->count > 0 ? 1 : -1);
    stopping |= polled[1].revents & POLLIN;
    uint32_t room = (BATCH_BYTES - current->used) / SLOT;
    if (room > BATCH_FRAMES - current->count) room = BATCH_FRAMES - current->count;
    if (room > CALL) room = CALL;
    for (uint32_t i = 0; i < room; i++) {
      vectors[i] = (struct iovec){slots + (size_t)i * SLOT, SLOT};
      messages[i].msg_hdr = (struct msghdr){&senders[i], sizeof senders[i], &vectors[i], 1, NULL, 0, 0};
    }
    int received = room == 0 ? 0 : recvmmsg(self->socket, messages, room, MSG_DONTWAIT, NULL);
    for (int i = 0; i < received; i++) append(current, vectors[i].iov_base, messages[i].msg_len, &senders[i]);
    /* While JavaScript is busy with a batch, this one goes on filling. */
    if (current->count > 0 && (room == 0 || stopping || __atomic_load_n(&self->taken, __ATOMIC_RELAXED) == 0)) current = publish(self, &index);
    if (stopping && ((room > 0 && received <= 0) || ++last == LAST_CALLS)) break;
    if (!stopping && received > 0 && received < FEW) nanosleep(&(struct timespec){0, PAUSE_NANOSECONDS}, NULL);
  }
  munmap(slots, (size_t)CALL * SLOT);
  close(self->socket);
  napi_call_threadsafe_function(self->notify, NULL, napi_tsfn_nonblocking);
  napi_release_threadsafe_function(self->notify, napi_tsfn_release);
  return NULL;
}

/* On the JavaScript thread. `data` is the batch's number from 1 on, or NULL at the end. */
static void call_js(napi_env env, napi_value on_batch, void *context, void *data) {
  receiver *self = context;
  int index = (int)(intptr_t)data - 1;
  if (env != NULL) {
    napi_value undefined, arguments[2];
    napi_get_undefined(env, &undefined);
    napi_create_int32(env, index, &arguments[0]);
    napi_create_uint32(env, index < 0 ? 0 : self->batches[index].count, &arguments[1]);
    napi_call_function(env, undefined, on_batch, 2, arguments, NULL);
  }
  pthread_mutex_lock(&self->mutex);
  if (index >= 0) self->taken--;
  pthread_cond_signal(&self->freed);
  pthread_mutex_unlock(&self->mutex);
}

/* The thread has ended, or must, because JavaScript does. Memory stays: JavaScript may still hold the batches, and close(). */
static void finalize(napi_env env, void *data, void *context) {
  receiver *self = context;
  pthread_mutex_lock(&self->mutex);
  self->closing = 1;
  pthread_cond_signal(&self->freed);
  pthread_mutex_unlock(&self->mutex);
  eventfd_write(self->wake, 1);
  pthread_join(self->thread, NULL);
}

static napi_value stop(napi_env env, napi_callback_info info) {
  void *self;
  napi_get_cb_info(env, info, NULL, NULL, NULL, &self);
  eventfd_write(((receiver *)self)->wake, 1);
  return NULL;
}

static int32_t number(napi_env env, napi_value object, const char *key) {
  napi_value value;
  int32_t number = 0;
  napi_get_named_property(env, object, key, &value);
  napi_get_value_int32(env, value, &number);
  return number;
}

/* A bound socket, or -1 with errno. */
static int bind_socket(napi_env env, napi_value options) {
  char text[INET6_ADDRSTRLEN] = "";
  napi_value value;
  napi_get_named_property(env, options, "address", &value);
  napi_get_value_string_utf8(env, value, text, sizeof text, NULL);
  int family = strchr(text, ':') == NULL ? AF_INET : AF_INET6, off = 0, reuse = number(env, options, "reusePort");
  int buffer = number(env, options, "receiveBufferBytes"), port = htons((uint16_t)number(env, options, "port"));
  struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = port};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = port};
  inet_pton(family, text, family == AF_INET ? (void *)&v4.sin_addr : (void *)&v6.sin6_addr);
  int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &reuse, sizeof reuse);
  if (family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  int failed = family == AF_INET ? bind(fd, (void *)&v4, sizeof v4) : bind(fd, (void *)&v6, sizeof v6);
  int error = errno;
  if (failed && fd >= 0) close(fd);
  errno = error;
  return failed ? -1 : fd;
}

static void set_int(napi_env env, napi_value object, const char *key, int32_t number) {
  napi_value value;
  napi_create_int32(env, number, &value);
  napi_set_named_property(env, object, key, value);
}

static napi_value open_socket(napi_env env, napi_callback_info info) {
  napi_value arguments[2], result, list, value;
  size_t count = 2;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  int fd = bind_socket(env, arguments[0]), buffer = 0;
  if (fd < 0) return napi_throw_error(env, strerrorname_np(errno), strerror(errno)), NULL;
  receiver *self = calloc(1, sizeof *self);
  *self = (receiver){.socket = fd, .wake = eventfd(0, EFD_CLOEXEC), .mutex = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER};
  napi_create_object(env, &result);
  napi_create_array(env, &list);
  for (uint32_t i = 0; i < BATCHES; i++) {
    napi_create_external_arraybuffer(env, self->batches[i].memory = map(BATCH), BATCH, NULL, NULL, &value);
    napi_set_element(env, list, i, value);
  }
  napi_set_named_property(env, result, "batches", list);
  struct sockaddr_in6 bound; /* the port is where IPv4 has it */
  getsockname(fd, (void *)&bound, &(socklen_t){sizeof bound});
  getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, &(socklen_t){sizeof buffer});
  set_int(env, result, "port", ntohs(bound.sin6_port));
  set_int(env, result, "receiveBufferBytes", buffer);
  set_int(env, result, "offsetsAt", OFFSETS);
  set_int(env, result, "sendersAt", SENDERS);
  napi_create_function(env, "close", NAPI_AUTO_LENGTH, stop, self, &value);
  napi_set_named_property(env, result, "close", value);
  napi_create_string_utf8(env, "recvmmsg", NAPI_AUTO_LENGTH, &value);
  napi_create_threadsafe_function(env, arguments[1], NULL, value, 0, 1, NULL, finalize, self, call_js, &self->notify);
  pthread_create(&self->thread, NULL, receive, self);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, open_socket, NULL, &function);
  napi_set_named_property(env, exports, "open", function);
  return exports;
}

/* Holds thousands of websockets on one thread: the load client of the benchmarks, driven over stdin by seats.py.

   What it is: handshake (HTTP, Engine.IO, Socket.IO, optionally our `join`), heartbeats, counting what arrives and
   when, sending prepared messages at prepared times. What it is not: a checking client. It trusts the server's
   handshake, looks only at the first KEEP bytes of a message and never inflates; a compressed message counts as a push.

   Why C: one delivery costs about 2 us here, less than it costs the cheapest server, so the client is never what is
   measured. All times are CLOCK_MONOTONIC in ns, as Python's time.monotonic_ns().

   usage: seats ADDRESS PORT SEATS ORIGIN MODE SOURCES EXTENSIONS
     SEATS   a line for each seat: cookie TAB body of its join (or nothing) TAB "-" when nobody waits for its deliveries
     MODE    "socketio", or "raw": joined once the websocket is open, no Engine.IO
     SOURCES how many loopback addresses the seats come from; EXTENSIONS what to offer, may be empty

   commands (a line each; each is answered with one line of JSON)
     connect COUNT INFLIGHT MS   the next COUNT seats, at most INFLIGHT under way (0: all at once)
     pattern TEXT                what a counted message contains
     expect K                    forget what was counted; every seat is to get K counted messages
     send FILE                   lines "microseconds TAB seat TAB message", in order of time; the clock starts now.
                                 A message `42<line number, from 1>[...` is one whose answer is waited for
     wait MS                     until every seat has its K and every answer is in, or time is up
     stats                       the same report, at once
     joins|arrivals|answers FILE what was measured, as int64: see dump_*
     close                       reset every connection; seats may connect again */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { KEEP = 16384, READ = 1 << 18, EVENTS = 512, TURN = 64, STDIN = 0xffffffff };
enum state { IDLE, CONNECTING, UPGRADING, OPENING, GREETING, JOINING, JOINED, LOST };

struct seat {
    const char *cookie, *join;
    bool counted;
    int fd;
    enum state state;
    int64_t began, joined, last_push;
    uint64_t bytes, join_bytes;
    uint32_t hits, pushes;
    /* the frame under way; `kept` holds its first bytes only when one read did not bring all of it */
    unsigned char head[10];
    unsigned head_len;
    bool in_frame;
    uint64_t total, left;
    char *kept;
    size_t kept_len;
};

struct message {
    int64_t due, sent, answered; /* due: after the start, ns */
    uint32_t seat;
    bool wants_answer, refused;
    char *frame;
    size_t len;
};

static struct {
    struct sockaddr_in to;
    const char *origin, *extensions;
    bool raw;
    int sources, poll;
    struct seat *seats;
    uint32_t count, next, until, inflight, connecting, joined, lost, failed;
    char pattern[256];
    size_t pattern_len;
    uint32_t expected, unfinished; /* unfinished: counted seats that have fewer than expected */
    int64_t *arrivals;             /* [seat][broadcast] */
    uint64_t hits, extra, matched_bytes;
    struct message *messages;
    size_t message_count, message_next, unanswered, unsent;
    int64_t started;
    enum { NOTHING, CONNECT, WAIT } pending;
    int64_t deadline;
    bool told;
} all = { .pattern = "[\"push\"", .pattern_len = 7 };

static char buffer[READ];

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

static void die(const char *what)
{
    fprintf(stderr, "seats: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void *must(void *made)
{
    if (made == NULL)
        die("memory");
    return made;
}

/* The first thing that went wrong is worth reading; the thousandth is not. */
static void complain(const char *what, const char *text, size_t len)
{
    if (!all.told)
        fprintf(stderr, "seats: %s: %.*s\n", what, (int)(len > 300 ? 300 : len), text);
    all.told = true;
}

/* -- writing ------------------------------------------------------------------------------------------------------ */

static bool write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t done = send(fd, data, len, MSG_NOSIGNAL);
        if (done > 0) {
            data += done;
            len -= (size_t)done;
        } else if (errno == EAGAIN) { /* what seats send is small: a full buffer is rare enough to wait for */
            struct pollfd one = { .fd = fd, .events = POLLOUT };
            poll(&one, 1, 1000);
        } else {
            return false;
        }
    }
    return true;
}

/* A masked frame as a client must send it. */
static size_t frame(char *out, unsigned char opcode, const char *data, size_t len)
{
    size_t at = 2;
    unsigned char mask[4];
    for (int i = 0; i < 4; i++)
        mask[i] = (unsigned char)random();
    out[0] = (char)(0x80 | opcode);
    if (len < 126) {
        out[1] = (char)(0x80 | len);
    } else {
        out[1] = (char)(0x80 | 126);
        out[2] = (char)(len >> 8);
        out[3] = (char)len;
        at = 4;
    }
    memcpy(out + at, mask, 4);
    at += 4;
    for (size_t i = 0; i < len; i++)
        out[at + i] = (char)(data[i] ^ (char)mask[i & 3]);
    return at + len;
}

static void say(struct seat *seat, unsigned char opcode, const char *data, size_t len)
{
    char out[8 + 4096];
    if (len <= 4096)
        write_all(seat->fd, out, frame(out, opcode, data, len));
}

static void say_text(struct seat *seat, const char *text)
{
    say(seat, 1, text, strlen(text));
}

/* -- a seat comes, and goes --------------------------------------------------------------------------------------- */

static void settle(struct seat *seat, enum state state)
{
    if (seat->state > IDLE && seat->state < JOINED)
        all.connecting--;
    seat->state = state;
}

static void lose(struct seat *seat, const char *why, const char *text, size_t len)
{
    if (seat->state == LOST || seat->state == IDLE)
        return;
    complain(why, text, len);
    if (seat->state == JOINED) {
        all.lost++;
        if (seat->counted && seat->hits < all.expected)
            all.unfinished--;
    } else {
        all.failed++;
    }
    settle(seat, LOST);
    close(seat->fd);
}

static void arrived(struct seat *seat, int64_t at)
{
    settle(seat, JOINED);
    seat->joined = at;
    seat->join_bytes = seat->bytes;
    all.joined++;
    if (seat->counted && all.expected > 0)
        all.unfinished++;
}

static void start(uint32_t index)
{
    struct seat *seat = &all.seats[index];
    int one = 1;
    seat->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (seat->fd < 0)
        die("socket");
    setsockopt(seat->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (all.sources > 1) {
        struct sockaddr_in from = { .sin_family = AF_INET };
        from.sin_addr.s_addr = htonl(0x7f000100u + 1 + index % (uint32_t)all.sources);
        setsockopt(seat->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(seat->fd, (struct sockaddr *)&from, sizeof from) < 0)
            die("bind");
    }
    seat->state = CONNECTING;
    seat->began = now();
    seat->bytes = seat->head_len = seat->hits = seat->pushes = 0;
    seat->in_frame = false;
    seat->kept_len = 0;
    all.connecting++;
    if (connect(seat->fd, (struct sockaddr *)&all.to, sizeof all.to) < 0 && errno != EINPROGRESS)
        die("connect");
    struct epoll_event event = { .events = EPOLLOUT, .data.u32 = index };
    if (epoll_ctl(all.poll, EPOLL_CTL_ADD, seat->fd, &event) < 0)
        die("epoll_ctl");
}

static void start_more(void)
{
    while (all.next < all.until && (all.inflight == 0 || all.connecting < all.inflight))
        start(all.next++);
}

static void ask_for_upgrade(struct seat *seat, uint32_t index)
{
    char text[2048];
    int failure = 0;
    socklen_t size = sizeof failure;
    getsockopt(seat->fd, SOL_SOCKET, SO_ERROR, &failure, &size);
    if (failure != 0) {
        lose(seat, "no connection", strerror(failure), strlen(strerror(failure)));
        return;
    }
    int len = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s%s%s%s%s%s\r\n",
        all.raw ? "/" : "/socket.io/?EIO=4&transport=websocket", strstr(all.origin, "//") + 2, all.origin,
        *all.extensions ? "Sec-WebSocket-Extensions: " : "", all.extensions, *all.extensions ? "\r\n" : "",
        *seat->cookie ? "Cookie: ecabinet=" : "", seat->cookie, *seat->cookie ? "\r\n" : "");
    struct epoll_event event = { .events = EPOLLIN, .data.u32 = index };
    epoll_ctl(all.poll, EPOLL_CTL_MOD, seat->fd, &event);
    seat->state = UPGRADING;
    if (!write_all(seat->fd, text, (size_t)len))
        lose(seat, "no handshake", strerror(errno), strlen(strerror(errno)));
}

/* -- what arrives ------------------------------------------------------------------------------------------------- */

static void hit(struct seat *seat, uint64_t size, int64_t at)
{
    all.hits++;
    all.matched_bytes = size;
    if (seat->hits < all.expected) {
        all.arrivals[(size_t)(seat - all.seats) * all.expected + seat->hits] = at;
        if (seat->counted && seat->hits + 1 == all.expected)
            all.unfinished--;
    } else if (all.expected > 0) {
        all.extra++;
    }
    seat->hits++;
}

static void answer(const char *text, size_t len, int64_t at)
{
    size_t line = 0, i = 2;
    for (; i < len && text[i] >= '0' && text[i] <= '9'; i++)
        line = line * 10 + (size_t)(text[i] - '0');
    if (line == 0 || line > all.message_count)
        return;
    struct message *message = &all.messages[line - 1];
    if (!message->wants_answer || message->answered != 0)
        return;
    message->answered = at;
    all.unanswered--;
    if (memmem(text, len < 64 ? len : 64, "\"ok\":false", 10) != NULL) {
        message->refused = true;
        complain("refused", text, len);
    }
}

static bool begins(const char *text, size_t len, const char *with)
{
    return len >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

static void greet(struct seat *seat, const char *text, size_t len, bool compressed, int64_t at)
{
    if (seat->state == OPENING && begins(text, len, "0")) {
        seat->state = GREETING;
        say_text(seat, "40");
    } else if (seat->state == GREETING && begins(text, len, "40")) {
        if (*seat->join == '\0') {
            arrived(seat, at);
        } else {
            char join[2048];
            seat->state = JOINING;
            snprintf(join, sizeof join, "420[\"join\",%s]", seat->join);
            say_text(seat, join);
        }
    } else if (seat->state == GREETING && begins(text, len, "44")) {
        lose(seat, "connection refused", text, len);
    } else if (seat->state == JOINING && (compressed || begins(text, len, "430["))) {
        if (!compressed && memmem(text, len < 64 ? len : 64, "\"ok\":false", 10) != NULL)
            lose(seat, "join refused", text, len);
        else
            arrived(seat, at);
    }
}

static void take_text(struct seat *seat, const char *text, size_t len, uint64_t total, bool compressed, int64_t at)
{
    if (!compressed && total == 1 && *text == '2' && !all.raw) {
        say_text(seat, "3");
        return;
    }
    if (seat->state != JOINED) {
        greet(seat, text, len, compressed, at);
        return;
    }
    if (!compressed && begins(text, len, "43")) {
        answer(text, len, at);
        return;
    }
    if (compressed || begins(text, len, "42[\"push\"")) {
        seat->pushes++;
        seat->last_push = at;
    }
    if (compressed || memmem(text, len, all.pattern, all.pattern_len) != NULL)
        hit(seat, total, at);
}

static void take_frame(struct seat *seat, const char *data, size_t len, uint64_t total, int64_t at)
{
    switch (seat->head[0] & 0x0f) {
    case 1:
    case 2:
        take_text(seat, data, len, total, (seat->head[0] & 0x40) != 0, at);
        break;
    case 8:
        lose(seat, "closed by the server", data + (len > 2 ? 2 : len), len > 2 ? len - 2 : 0);
        break;
    case 9:
        say(seat, 10, data, len);
        break;
    default: /* pongs; later fragments of a message, which was judged by its first */
        break;
    }
}

/* Takes what is there of the header; true once it is whole and the size of the frame is known. */
static bool take_head(struct seat *seat, const char **data, size_t *len)
{
    unsigned need = 2;
    for (;;) {
        if (seat->head_len >= 2)
            need = (seat->head[1] & 127) == 127 ? 10 : (seat->head[1] & 127) == 126 ? 4 : 2;
        if (seat->head_len == need)
            break;
        if (*len == 0)
            return false;
        seat->head[seat->head_len++] = (unsigned char)*(*data)++;
        (*len)--;
    }
    seat->total = need == 2 ? seat->head[1] & 127 : 0;
    for (unsigned i = 2; i < need; i++)
        seat->total = seat->total << 8 | seat->head[i];
    seat->left = seat->total;
    seat->kept_len = 0;
    return true;
}

static void keep(struct seat *seat, const char *data, size_t len)
{
    size_t some = KEEP - seat->kept_len < len ? KEEP - seat->kept_len : len;
    if (seat->kept == NULL)
        seat->kept = must(malloc(KEEP));
    memcpy(seat->kept + seat->kept_len, data, some);
    seat->kept_len += some;
}

/* Most seats are idle most of the time: their buffer is given back between messages. */
static void release(struct seat *seat)
{
    free(seat->kept);
    seat->kept = NULL;
    seat->kept_len = 0;
}

static void take_frames(struct seat *seat, const char *data, size_t len, int64_t at)
{
    while (seat->state != LOST && (len > 0 || (seat->in_frame && seat->left == 0))) {
        if (!seat->in_frame && !(seat->in_frame = take_head(seat, &data, &len)))
            return;
        size_t part = seat->left < len ? (size_t)seat->left : len;
        bool whole = seat->left == part;
        if (whole && seat->kept_len == 0) {
            seat->in_frame = false;
            seat->head_len = 0;
            take_frame(seat, data, part < KEEP ? part : KEEP, seat->total, at);
        } else {
            if (part > 0)
                keep(seat, data, part);
            seat->left -= part;
            if (whole) {
                seat->in_frame = false;
                seat->head_len = 0;
                take_frame(seat, seat->kept, seat->kept_len, seat->total, at);
                release(seat);
            }
        }
        data += part;
        len -= part;
    }
}

/* The HTTP answer; what follows it in the same read are frames already. */
static void take_upgrade(struct seat *seat, const char *data, size_t len, int64_t at)
{
    size_t before = seat->kept_len;
    keep(seat, data, len);
    char *end = memmem(seat->kept, seat->kept_len, "\r\n\r\n", 4);
    if (end == NULL)
        return;
    if (!begins(seat->kept, seat->kept_len, "HTTP/1.1 101")) {
        lose(seat, "handshake refused", seat->kept, (size_t)(end - seat->kept));
        return;
    }
    size_t used = (size_t)(end + 4 - seat->kept) - before;
    release(seat);
    seat->state = OPENING;
    if (all.raw)
        arrived(seat, at);
    take_frames(seat, data + used, len - used, at);
}

static void readable(struct seat *seat)
{
    ssize_t len = recv(seat->fd, buffer, sizeof buffer, 0);
    int64_t at = now();
    if (len < 0 && errno == EAGAIN)
        return;
    if (len <= 0) {
        lose(seat, "connection ended", len < 0 ? strerror(errno) : "", len < 0 ? strlen(strerror(errno)) : 0);
        return;
    }
    seat->bytes += (uint64_t)len;
    if (seat->state == UPGRADING)
        take_upgrade(seat, buffer, (size_t)len, at);
    else
        take_frames(seat, buffer, (size_t)len, at);
}

/* -- sending by schedule ------------------------------------------------------------------------------------------ */

static void forget_messages(void)
{
    for (size_t i = 0; i < all.message_count; i++)
        free(all.messages[i].frame);
    free(all.messages);
    all.messages = NULL;
    all.message_count = all.message_next = all.unanswered = all.unsent = 0;
}

static void add_message(char *line, size_t *room)
{
    char *rest;
    struct message made = { .due = strtoll(line, &rest, 10) * 1000 };
    made.seat = (uint32_t)strtoul(rest, &rest, 10);
    size_t len = strlen(++rest);
    if (made.seat >= all.count || len > 65535)
        die("a message is for nobody, or too long");
    made.frame = must(malloc(len + 8));
    made.len = frame(made.frame, 1, rest, len);
    made.wants_answer = rest[2] != '[';
    if (all.message_count == *room) {
        *room = *room ? *room * 2 : 1024;
        all.messages = must(realloc(all.messages, *room * sizeof *all.messages));
    }
    all.messages[all.message_count++] = made;
    all.unanswered += made.wants_answer;
}

static void schedule(const char *path)
{
    char *line = NULL;
    size_t size = 0, room = 0;
    ssize_t len;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        die(path);
    forget_messages();
    while ((len = getline(&line, &size, file)) > 0) {
        if (line[len - 1] == '\n')
            line[len - 1] = '\0';
        add_message(line, &room);
    }
    free(line);
    fclose(file);
    all.started = now();
}

/* At most TURN at a time: answers must not wait until everything is sent. */
static void send_due(void)
{
    for (int i = 0; i < TURN && all.message_next < all.message_count; i++) {
        struct message *message = &all.messages[all.message_next];
        struct seat *seat = &all.seats[message->seat];
        if (all.started + message->due > now())
            return;
        all.message_next++;
        message->sent = now();
        if (seat->state != JOINED || !write_all(seat->fd, message->frame, message->len)) {
            all.unsent++;
            all.unanswered -= message->wants_answer;
        }
    }
}

/* -- reports ------------------------------------------------------------------------------------------------------ */

static void reply(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

static void print_broadcasts(void)
{
    printf("\"broadcasts\":[");
    for (uint32_t k = 0; k < all.expected; k++) {
        int64_t first = INT64_MAX, last = 0;
        uint32_t got = 0;
        for (uint32_t i = 0; i < all.count; i++) {
            int64_t at = all.arrivals[(size_t)i * all.expected + k];
            if (at == 0 || !all.seats[i].counted)
                continue;
            got++;
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
        printf("%s{\"seats\":%u,\"first\":%" PRId64 ",\"last\":%" PRId64 "}", k ? "," : "", got, got ? first : 0, last);
    }
    printf("],");
}

static void report(void)
{
    struct rusage used;
    uint64_t bytes = 0, pushes = 0;
    uint32_t least = UINT32_MAX, most = 0, here = 0;
    int64_t last = 0;
    size_t refused = 0;
    for (uint32_t i = 0; i < all.count; i++) {
        struct seat *seat = &all.seats[i];
        bytes += seat->bytes;
        if (seat->state != JOINED)
            continue;
        here++;
        pushes += seat->pushes;
        least = seat->pushes < least ? seat->pushes : least;
        most = seat->pushes > most ? seat->pushes : most;
        last = seat->last_push > last ? seat->last_push : last;
    }
    for (size_t i = 0; i < all.message_count; i++)
        refused += all.messages[i].refused;
    getrusage(RUSAGE_SELF, &used);
    printf("{\"joined\":%u,\"here\":%u,\"failed\":%u,\"lost\":%u,\"bytes\":%" PRIu64 ",", all.joined, here, all.failed,
        all.lost, bytes);
    print_broadcasts();
    printf("\"hits\":%" PRIu64 ",\"extra\":%" PRIu64 ",\"size\":%" PRIu64 ",", all.hits, all.extra, all.matched_bytes);
    printf("\"pushes\":{\"total\":%" PRIu64 ",\"least\":%u,\"most\":%u,\"last\":%" PRId64 "},", pushes,
        here ? least : 0, most, last);
    printf("\"messages\":%zu,\"unsent\":%zu,\"unanswered\":%zu,\"refused\":%zu,", all.message_count, all.unsent,
        all.unanswered, refused);
    reply("\"cpu_us\":%" PRId64 "}", (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * INT64_C(1000000)
            + used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* A row for each seat: began, joined (0: never), bytes it had received by then. */
static void dump_joins(FILE *file)
{
    for (uint32_t i = 0; i < all.count; i++) {
        int64_t row[3] = { all.seats[i].began, all.seats[i].joined, (int64_t)all.seats[i].join_bytes };
        fwrite(row, sizeof row, 1, file);
    }
}

/* A row for each seat: when its 1st, 2nd, ... expected message came (0: never). */
static void dump_arrivals(FILE *file)
{
    fwrite(all.arrivals, sizeof *all.arrivals, (size_t)all.count * all.expected, file);
}

/* A row for each message: sent, answered (0: never), 1 when it was refused. */
static void dump_answers(FILE *file)
{
    for (size_t i = 0; i < all.message_count; i++) {
        int64_t row[3] = { all.messages[i].sent, all.messages[i].answered, all.messages[i].refused };
        fwrite(row, sizeof row, 1, file);
    }
}

static void dump(void (*what)(FILE *), const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        die(path);
    what(file);
    fclose(file);
    reply("{}");
}

/* -- commands ----------------------------------------------------------------------------------------------------- */

static void expect(uint32_t many)
{
    all.expected = many;
    all.unfinished = 0;
    all.hits = all.extra = 0;
    free(all.arrivals);
    all.arrivals = must(calloc((size_t)all.count * many + 1, sizeof *all.arrivals));
    for (uint32_t i = 0; i < all.count; i++) {
        all.seats[i].hits = all.seats[i].pushes = 0;
        all.seats[i].last_push = 0;
        all.unfinished += many > 0 && all.seats[i].counted && all.seats[i].state == JOINED;
    }
    reply("{}");
}

/* Reset instead of an orderly end: thousands of ports in TIME_WAIT would be in the way of the next run. */
static void close_all(void)
{
    struct linger now_and_hard = { 1, 0 };
    for (uint32_t i = 0; i < all.count; i++) {
        struct seat *seat = &all.seats[i];
        if (seat->state != IDLE && seat->state != LOST) {
            setsockopt(seat->fd, SOL_SOCKET, SO_LINGER, &now_and_hard, sizeof now_and_hard);
            close(seat->fd);
        }
        seat->state = IDLE;
        seat->joined = 0;
        release(seat);
    }
    all.next = all.until = all.connecting = all.joined = all.lost = all.failed = all.unfinished = 0;
    all.told = false;
    reply("{}");
}

static void begin(const char *numbers)
{
    char *rest;
    uint32_t many = (uint32_t)strtoul(numbers, &rest, 10);
    all.inflight = (uint32_t)strtoul(rest, &rest, 10);
    all.deadline = now() + strtoll(rest, NULL, 10) * 1000000;
    all.until = all.next + many < all.count ? all.next + many : all.count;
    all.pending = CONNECT;
    start_more();
}

static void command(char *line)
{
    char *rest = line + strcspn(line, " ");
    if (*rest != '\0')
        *rest++ = '\0';
    if (strcmp(line, "connect") == 0) {
        begin(rest);
    } else if (strcmp(line, "pattern") == 0) {
        all.pattern_len = (size_t)snprintf(all.pattern, sizeof all.pattern, "%s", rest);
        reply("{}");
    } else if (strcmp(line, "expect") == 0) {
        expect((uint32_t)strtoul(rest, NULL, 10));
    } else if (strcmp(line, "send") == 0) {
        schedule(rest);
        reply("{\"messages\":%zu,\"started\":%" PRId64 "}", all.message_count, all.started);
    } else if (strcmp(line, "wait") == 0) {
        all.deadline = now() + strtoll(rest, NULL, 10) * 1000000;
        all.pending = WAIT;
    } else if (strcmp(line, "stats") == 0) {
        report();
    } else if (strcmp(line, "joins") == 0) {
        dump(dump_joins, rest);
    } else if (strcmp(line, "arrivals") == 0) {
        dump(dump_arrivals, rest);
    } else if (strcmp(line, "answers") == 0) {
        dump(dump_answers, rest);
    } else if (strcmp(line, "close") == 0) {
        close_all();
    } else {
        reply("{\"unknown\":1}");
    }
}

static void commands(void)
{
    static char text[65536];
    static size_t len;
    ssize_t more = read(0, text + len, sizeof text - len - 1);
    if (more <= 0)
        exit(0);
    len += (size_t)more;
    char *end;
    while ((end = memchr(text, '\n', len)) != NULL) {
        *end = '\0';
        command(text);
        len -= (size_t)(end + 1 - text);
        memmove(text, end + 1, len);
    }
}

static void finish_pending(void)
{
    bool done = false;
    if (all.pending == CONNECT)
        done = all.next == all.until && all.connecting == 0;
    else if (all.pending == WAIT)
        done = all.unfinished == 0 && all.unanswered == 0 && all.message_next == all.message_count;
    if (all.pending != NOTHING && (done || now() > all.deadline)) {
        all.pending = NOTHING;
        report();
    }
}

/* -- the loop ----------------------------------------------------------------------------------------------------- */

static struct timespec pause_until(void)
{
    int64_t until = all.pending != NOTHING ? all.deadline : now() + 1000000000;
    if (all.message_next < all.message_count && all.started + all.messages[all.message_next].due < until)
        until = all.started + all.messages[all.message_next].due;
    int64_t left = until - now();
    left = left < 0 ? 0 : left;
    return (struct timespec) { left / 1000000000, left % 1000000000 };
}

static void loop(void)
{
    struct epoll_event events[EVENTS];
    for (;;) {
        send_due();
        finish_pending();
        struct timespec pause = pause_until();
        int many = epoll_pwait2(all.poll, events, EVENTS, &pause, NULL);
        if (many < 0 && errno != EINTR)
            die("epoll_pwait2");
        for (int i = 0; i < many; i++) {
            uint32_t index = events[i].data.u32;
            if (index == STDIN)
                commands();
            else if (all.seats[index].state == CONNECTING)
                ask_for_upgrade(&all.seats[index], index);
            else if (all.seats[index].state != IDLE && all.seats[index].state != LOST)
                readable(&all.seats[index]);
        }
        start_more();
    }
}

static void read_seats(const char *path)
{
    char *line = NULL;
    size_t size = 0, room = 0;
    ssize_t len;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        die(path);
    while ((len = getline(&line, &size, file)) > 0) {
        if (line[len - 1] == '\n')
            line[len - 1] = '\0';
        char *text = must(strdup(line)), *join = text + strcspn(text, "\t");
        if (*join != '\0')
            *join++ = '\0';
        char *flag = join + strcspn(join, "\t");
        if (*flag != '\0')
            *flag++ = '\0';
        if (all.count == room) {
            room = room ? room * 2 : 1024;
            all.seats = must(realloc(all.seats, room * sizeof *all.seats));
        }
        all.seats[all.count++] = (struct seat) { .cookie = text, .join = join, .counted = *flag != '-' };
    }
    free(line);
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc != 8) {
        fprintf(stderr, "usage: seats ADDRESS PORT SEATS ORIGIN socketio|raw SOURCES EXTENSIONS\n");
        return 2;
    }
    all.to.sin_family = AF_INET;
    all.to.sin_port = htons((uint16_t)atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &all.to.sin_addr);
    all.origin = argv[4];
    all.raw = strcmp(argv[5], "raw") == 0;
    all.sources = atoi(argv[6]);
    all.extensions = argv[7];
    read_seats(argv[3]);
    all.arrivals = must(calloc(1, sizeof *all.arrivals));
    all.poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.u32 = STDIN };
    epoll_ctl(all.poll, EPOLL_CTL_ADD, 0, &event);
    reply("{\"seats\":%u}", all.count);
    loop();
}

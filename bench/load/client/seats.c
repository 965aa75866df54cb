/* Holds thousands of websockets on one thread: the load client of the benchmarks, driven over stdin by seats.py.

   What it is: handshake (HTTP, Engine.IO, Socket.IO, optionally our `join`), heartbeats, counting what arrives and
   when, sending prepared messages at prepared times. What it is not: a checking client. It trusts the server's
   handshake, looks only at the first KEEP bytes of a message and never inflates; a compressed message counts as a push.

   Why C: one delivery costs 2 to 8 us here, less than it costs the cheapest server, and on another core. All times are
   CLOCK_MONOTONIC in ns, as Python's time.monotonic_ns().

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
#include "client.h"
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

enum { EVENTS = 512, STDIN = 0xffffffff };

struct all all = { .pattern = "[\"push\"", .pattern_len = 7 };

int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

void die(const char *what)
{
    fprintf(stderr, "seats: %s: %s\n", what, strerror(errno));
    exit(1);
}

void *must(void *made)
{
    if (made == NULL)
        die("memory");
    return made;
}

/* The first thing that went wrong is worth reading; the thousandth is not. */
void complain(const char *what, const char *text, size_t len)
{
    if (!all.told)
        fprintf(stderr, "seats: %s: %.*s\n", what, (int)(len > 300 ? 300 : len), text);
    all.told = true;
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

/* What the files of the load client share. `seats.c` says what it is and has the commands and the loop; `seat.c` lets a
   seat come, speak and go; `arrive.c` takes what it receives; `messages.c` sends by schedule; `report.c` tells. */
#pragma once
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

struct all {
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
    uint64_t hits, extra, matched_bytes, pings;
    struct message *messages;
    size_t message_count, message_next, unanswered, unsent;
    int64_t started;
    enum { NOTHING, CONNECT, WAIT } pending;
    int64_t deadline;
    bool told;
};

extern struct all all;

/* seats.c */
int64_t now(void);
void die(const char *what);
void *must(void *made);
void complain(const char *what, const char *text, size_t len);

/* seat.c */
bool write_all(int fd, const char *data, size_t len);
size_t frame(char *out, unsigned char opcode, const char *data, size_t len);
void say(struct seat *seat, unsigned char opcode, const char *data, size_t len);
void say_text(struct seat *seat, const char *text);
void start_more(void);
void ask_for_upgrade(struct seat *seat, uint32_t index);
void arrived(struct seat *seat, int64_t at);
void lose(struct seat *seat, const char *why, const char *text, size_t len);
void release(struct seat *seat);

/* arrive.c */
void readable(struct seat *seat);

/* messages.c */
void schedule(const char *path);
void send_due(void);
void answer(const char *text, size_t len, int64_t at);

/* report.c */
void reply(const char *format, ...);
void report(void);
void dump_joins(FILE *file);
void dump_arrivals(FILE *file);
void dump_answers(FILE *file);
void dump(void (*what)(FILE *), const char *path);

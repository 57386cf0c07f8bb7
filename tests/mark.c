// SPDX-License-Identifier: GPL-2.0
/* A mark for scripts/lab/regcount.c: it writes down what it has counted so far. */
int main(void)
{
	asm volatile("hint #122");
	return 0;
}
